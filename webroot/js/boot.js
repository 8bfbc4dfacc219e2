// Runs before the first paint, so that the page never flashes in the wrong theme or language.
;(() => {
  let theme = null
  let lang = null
  try {
    theme = localStorage.getItem('driftline.theme')
    lang = localStorage.getItem('driftline.lang')
  } catch {
    // storage is blocked: the defaults below hold
  }
  const root = document.documentElement
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
  const wanted = lang ?? navigator.language
  root.lang = /^zh/i.test(wanted) ? 'zh-CN' : 'en'
})()
