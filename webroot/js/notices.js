// @ts-check
// A notice of the browser's when a job has ended while nobody looks at this page; only for who asked for it.
import { api } from './connection/api.js'
import { t } from './i18n/language.js'
import { jobTitle, problemTitle } from './i18n/sentences.js'
import { figuresOf, hasEnded, isMany, strainsOf } from './result/job.js'
import { verdictOf } from './result/verdict.js'
import { at } from './base/site.js'
import { store } from './base/store.js'

const WANTED = 'driftline.notices'

/** Browsers offer notices to secure pages only. */
export const canNotify = () => 'Notification' in globalThis && isSecureContext

export const notifies = () =>
  canNotify() && Notification.permission === 'granted' && localStorage.getItem(WANTED) === 'on'

/** Whether the reader has forbidden notices in the browser itself. */
export const forbidden = () => canNotify() && Notification.permission === 'denied'

/** Turns notices on or off; only ever upon a click, since the browser may ask. @param {boolean} on */
export async function wantNotices(on) {
  const allowed = on && (await Notification.requestPermission()) === 'granted'
  localStorage.setItem(WANTED, allowed ? 'on' : 'off')
}

/** @param {import('./connection/stream.js').JobEvent} event */
async function tell(event) {
  if (
    !hasEnded(event.state) ||
    event.messageKey === 'job.deleted' ||
    document.visibilityState === 'visible' ||
    !notifies()
  )
    return
  const job = await api.get(`/jobs/${event.job}`).catch(() => null) // without its names the notice still says what ended
  const pair = figuresOf(event.result)
  const words =
    event.state === 'SUCCEEDED' && pair
      ? t(`verdict.${verdictOf(pair)}`)
      : event.problem
        ? problemTitle(event.problem)
        : t(/** @type {any} */ (`state.${event.state}`))
  const about = !job ? t('title.job') : isMany(job) ? jobTitle(job) : strainsOf(job).join(' – ')
  const notice = new Notification(`${words} · Driftline`, { body: about, tag: event.job, icon: at('/favicon.svg') })
  notice.onclick = () => {
    focus()
    notice.close()
  }
}

store.stream.addEventListener('event', told => tell(/** @type {CustomEvent} */ (told).detail))
