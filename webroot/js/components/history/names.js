// @ts-check
// What jobs are called beside each other.
import { t } from '../../i18n/language.js'
import { jobTitle } from '../../i18n/sentences.js'
import { isMany, strainsOf } from '../../result/job.js'

/** By its title, or by what it compares. @param {any} job or the batch that a job names */
export const nameOf = job => job.title || (isMany(job) ? jobTitle(job) : strainsOf(job).join(' – ')) || t('title.job')
