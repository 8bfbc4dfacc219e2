// Runs before the first paint, so that the page never flashes in the wrong theme or language, and asks for its words ahead.
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
  const chinese = /^zh/i.test(wanted)
  root.lang = chinese ? 'zh-CN' : 'en'
  const { src } = /** @type {HTMLScriptElement} */ (document.currentScript)
  const words = 'index account catalogue form frame job many problems result'.split(' ')
  for (const part of chinese ? [...words, 'reading', 'worker'] : words) {
    const link = document.createElement('link')
    link.rel = 'modulepreload'
    link.fetchPriority = 'low'
    link.href = new URL(`i18n/${chinese ? 'zh' : 'en'}/${part}.js`, src).href
    document.head.append(link)
  }
})()
