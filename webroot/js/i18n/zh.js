// @ts-check
// 简体中文，键与 en.js 相同。
import { account } from './zh/account.js'
import { catalogue } from './zh/catalogue.js'
import { form } from './zh/form.js'
import { frame } from './zh/frame.js'
import { job } from './zh/job.js'
import { many } from './zh/many.js'
import { advice, problems } from './zh/problems.js'
import { result } from './zh/result.js'

/** @type {typeof import('./en.js').en} */
export const zh = { ...frame, ...account, ...catalogue, ...form, ...job, ...result, ...many, ...problems, ...advice }
