// @ts-check
// The panels under names that somebody can compare with.
import { store } from '../base/store.js'
import { api } from '../connection/api.js'

/** @typedef {{id: string, name: string, shared: boolean, strains: number}} NamedPanel */

/** One's own and those for everybody; of two of one name, the one that the name means. @returns {Promise<NamedPanel[]>} */
export async function namedPanels() {
  if (!store.user) return []
  return meant((await api.get('/panels')).items)
}

/** @param {NamedPanel[]} panels */
export const meant = panels =>
  panels.filter(({ name, shared }) => !shared || !panels.some(each => each.name === name && !each.shared))
