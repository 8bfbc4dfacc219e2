// @ts-check
// Wires the page: the frame first, then who is signed in; pages load when they are visited.
import './components/frame/x-app.js'
import { store } from './base/store.js'
import { forgetAllFiles } from './form/kept-files.js'

store.addEventListener('forget', forgetAllFiles)

store.whoAmI().catch(() => {
  store.user = null // the pages themselves say what cannot be reached
  store.changed()
})
if (localStorage.getItem('driftline.notices') === 'on') import('./notices.js')
