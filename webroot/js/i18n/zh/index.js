// @ts-check
// 简体中文，键与 en/index.js 相同。
import { account } from './account.js'
import { catalogue } from './catalogue.js'
import { form } from './form.js'
import { frame } from './frame.js'
import { job } from './job.js'
import { many } from './many.js'
import { advice, problems } from './problems.js'
import { reading } from './reading.js'
import { result } from './result.js'
import { worker } from './worker.js'

/** @type {typeof import('../en/index.js').words} */
export const words = { ...frame, ...account, ...catalogue, ...form, ...job, ...result, ...many, ...problems, ...advice }

/** @type {Record<string, string>} */
export const service = { ...reading, ...worker }
