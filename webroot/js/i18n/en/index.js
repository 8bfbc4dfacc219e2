// @ts-check
// English of every page. Words that only one page needs come with it: see `addWords`.
import { account } from './account.js'
import { catalogue } from './catalogue.js'
import { form } from './form.js'
import { frame } from './frame.js'
import { job } from './job.js'
import { many } from './many.js'
import { problems } from './problems.js'
import { result } from './result.js'

export const words = { ...frame, ...account, ...catalogue, ...form, ...job, ...result, ...many, ...problems }

/** What worker and gateway say by key: their English is their own. @type {Record<string, string>} */
export const service = {}
