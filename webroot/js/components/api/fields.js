// @ts-check
// The contract's own words on a page: its fields as a list, and what it marks as code.
import { html, nothing } from 'lit'
import { t } from '../../i18n/language.js'

/** @param {string} text of the contract, which puts code between backticks */
export const marked = text =>
  text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))

/** @param {{name: string, type: string, required: boolean, description: string}[]} rows @param {boolean} [asked] whether to say which must be given */
export const fields = (rows, asked = false) =>
  html`<ul class="fields">${rows.map(
    ({ name, type, required, description }) => html`<li>
  <p><code class="field-name">${name}</code> <code class="soft">${type}</code>${
    asked && required
      ? html` <span
      class="soft small">${t('api.required')}</span>`
      : nothing
  }</p>
  ${description ? html`<p class="small" lang="en">${marked(description)}</p>` : nothing}</li>`,
  )}</ul>`
