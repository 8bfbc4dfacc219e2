// @ts-check
// English of every page. Words that only one page needs come with it: see `addWords`.
import { account } from './en/account.js'
import { catalogue } from './en/catalogue.js'
import { form } from './en/form.js'
import { frame } from './en/frame.js'
import { job } from './en/job.js'
import { many } from './en/many.js'
import { problems } from './en/problems.js'
import { result } from './en/result.js'

export const en = { ...frame, ...account, ...catalogue, ...form, ...job, ...result, ...many, ...problems }
