// @ts-check
// What sites are called in the reader's language: letters as they are, loops of B in words.
import { t } from '../../i18n/language.js'
import { partOfB, shortSite } from '../../result/sites.js'

/** In short, as pictures have room for: A, Sa, 160-loop. @param {string|null|undefined} site */
export function siteLabel(site) {
  const [, from, part] = partOfB(shortSite(site)) ?? []
  return part ? t(part === 'loop' ? 'site.loop' : 'site.helix', { from }) : shortSite(site)
}

/** In full: site A, 160-loop. @param {string|null|undefined} site */
export const siteName = site =>
  partOfB(shortSite(site)) ? siteLabel(site) : t('substitutions.site.name', { site: shortSite(site) })
