// @ts-check
// Line icons, drawn here; decoration only, so hidden from assistive technology.
import { svg, html } from 'lit'

const SHAPES = {
  check: svg`<path d="M5 12.5l4.5 4.5L19 7.5"/>`,
  cross: svg`<path d="M6 6l12 12M18 6L6 18"/>`,
  dot: svg`<circle cx="12" cy="12" r="3"/>`,
  ring: svg`<path d="M12 3a9 9 0 1 1-9 9"/>`,
  stop: svg`<rect x="7" y="7" width="10" height="10" rx="1"/>`,
  heart: svg`<path d="M12 20s-7.5-4.6-7.5-10.2A4.3 4.3 0 0 1 12 7a4.3 4.3 0 0 1 7.5 2.800C19.5 15.4 12 20 12 20z"/>`,
  eye: svg`<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/><circle cx="12" cy="12" r="2.8"/>`,
  arrow: svg`<path d="M5 12h14M13 6l6 6-6 6"/>`,
  link: svg`<path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.700-5.700l-1.500 1.500M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.700 5.700l1.500-1.500"/>`,
  back: svg`<path d="M15 5l-7 7 7 7"/>`,
  on: svg`<path d="M9 5l7 7-7 7"/>`,
  file: svg`<path d="M13 3H6v18h12V8zM13 3v5h5"/>`,
  note: svg`<path d="M4 20l1-4L16.500 4.500a2 2 0 0 1 3 3L8 19zM14.500 6.500l3 3"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  folder: svg`<path d="M3 6h6l2 2.500h10V19H3z"/>`,
  bell: svg`<path d="M6 17V11a6 6 0 0 1 12 0v6l1.500 2h-15zM10 21h4"/>`,
  undo: svg`<path d="M9 7L4 12l5 5M4 12h10a6 6 0 0 1 6 6v1"/>`,
  download: svg`<path d="M12 4v11M7 11l5 5 5-5M5 20h14"/>`,
  bin: svg`<path d="M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13"/>`,
  warn: svg`<path d="M12 4L2.5 20h19zM12 10v5M12 17.600v.4"/>`,
  sun: svg`<circle cx="12" cy="12" r="4"/><path d="M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.500M17.5 17.500L19 19M5 19l1.5-1.500M17.5 6.500L19 5"/>`,
  moon: svg`<path d="M20 14.500A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.500z"/>`,
  half: svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 3.500v17a8.5 8.5 0 0 0 0-17z" fill="currentColor"/>`,
  globe: svg`<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9s.5-6 3.5-9z"/>`,
  move: svg`<path d="M12 3v18M3 12h18M9 6l3-3 3 3M9 18l3 3 3-3M6 9l-3 3 3 3M18 9l3 3-3 3"/>`,
  box: svg`<rect x="4" y="5" width="16" height="14" stroke-dasharray="3 2.500"/>`,
  lasso: svg`<ellipse cx="12.5" cy="9" rx="8.500" ry="5.500"/><path d="M6 12.500c-2.5 1.500-2 4 .5 4.500s1 3.500-1.500 4"/>`,
  user: svg`<circle cx="12" cy="8" r="4"/><path d="M4 21c.5-4.5 4-6.5 8-6.500s7.5 2 8 6.5"/>`,
  copy: svg`<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V5a1 1 0 0 0-1-1H5a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1h3"/>`,
}

/** @param {keyof typeof SHAPES} name @param {string} [extra] class names */
export const icon = (name, extra = '') =>
  html`<svg class="icon ${extra}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${SHAPES[name]}</svg>`

export const mark = () => html`<svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
  <rect width="32" height="32" rx="8" fill="#0d4f5c"/>
  <path d="M6 23c5 0 5-6 9-8s6-1 11-7" fill="none" stroke="#8fd3d6" stroke-width="2.4" stroke-linecap="round"/>
  <circle cx="6" cy="23" r="3" fill="#fff"/><circle cx="15" cy="15" r="3" fill="#fff"/><circle cx="26" cy="8" r="3.4" fill="#f2a65a"/>
</svg>`
