// @ts-check
// Reads the contract of the API for people: references followed, schemas as rows of fields, operations as curl commands.

/**
 * @typedef {Record<string, any>} Schema
 * @typedef {{id: string, method: string, path: string, tag: string, summary: string, description: string, parameters: any[],
 *   body: {types: string[], schema: Schema, example?: any}|null, answers: {status: string, description: string, type: string, schema: Schema|null}[],
 *   security: Record<string, string[]>[]}} Operation
 */

const DEPTH = 3

export class Contract {
  /** @param {any} document as served */
  constructor(document) {
    this.document = document
    this.title = document.info.title
  }

  /** @param {any} part @returns {any} what a reference leads to */
  follow(part) {
    if (!part?.$ref) return part
    return part.$ref
      .slice(2)
      .split('/')
      .reduce((/** @type {any} */ at, /** @type {string} */ name) => at[name], this.document)
  }

  /** What every refusal says. @returns {{name: string, type: string, required: boolean, description: string}[]} */
  refusal() {
    return this.fields(this.document.components.schemas.Problem)
  }

  /** @returns {{tag: string, operations: Operation[]}[]} in the document's order */
  groups() {
    const all = Object.entries(this.document.paths).flatMap(([path, methods]) =>
      Object.entries(/** @type {any} */ (methods)).map(([method, operation]) =>
        this.operation(path, method, operation),
      ),
    )
    return this.document.tags.map((/** @type {any} */ { name }) => ({
      tag: name,
      operations: all.filter(({ tag }) => tag === name),
    }))
  }

  /** @param {string} path @param {string} method @param {any} operation @returns {Operation} */
  operation(path, method, operation) {
    const content = Object.entries(operation.requestBody?.content ?? {})
    return {
      id: operation.operationId,
      method: method.toUpperCase(),
      path,
      tag: operation.tags[0],
      summary: operation.summary,
      description: (operation.description ?? '').trim(),
      parameters: (operation.parameters ?? []).map((/** @type {any} */ each) => this.follow(each)),
      body:
        content.length > 0
          ? { types: content.map(([type]) => type), schema: content[0][1].schema, example: content[0][1].example }
          : null,
      answers: Object.entries(operation.responses)
        .filter(([status]) => status !== 'default')
        .map(([status, answer]) => this.answer(status, answer)),
      security: operation.security ?? this.document.security,
    }
  }

  /** @param {string} status @param {any} reference */
  answer(status, reference) {
    const { description, content } = this.follow(reference)
    const [type, { schema }] = /** @type {[string, any]} */ (Object.entries(content ?? {})[0] ?? ['', { schema: null }])
    return { status, description, type, schema }
  }

  /** A schema as rows: inner fields by their path. @param {Schema} given @param {string} [prefix] @param {number} [depth] @returns {{name: string, type: string, required: boolean, description: string}[]} */
  fields(given, prefix = '', depth = 0) {
    const schema = this.follow(given)
    const parts = schema.allOf ?? []
    const own = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
      const known = this.follow(field)
      const row = {
        name: prefix + name,
        type: this.type(field),
        required: (schema.required ?? []).includes(name),
        description: known.description ?? '',
      }
      const items = this.follow(known.items)
      const inner = items?.properties
        ? this.fields(items, `${prefix}${name}[].`, depth + 1)
        : known.properties
          ? this.fields(known, `${prefix}${name}.`, depth + 1)
          : []
      return depth < DEPTH ? [row, ...inner] : [row]
    })
    const items = this.follow(schema.items)
    return [
      ...parts.flatMap((/** @type {Schema} */ part) => this.fields(part, prefix, depth)),
      ...own,
      ...(items?.properties ? this.fields(items, `${prefix}[].`, depth) : []),
    ]
  }

  /** In words of JSON. @param {Schema} given @returns {string} */
  type(given) {
    const schema = this.follow(given)
    if (schema.enum) return schema.enum.join(' | ')
    const either = schema.oneOf ?? schema.anyOf
    if (either) return [...new Set(either.map((/** @type {Schema} */ each) => this.type(each)))].join(' | ')
    if (schema.type === 'array') return `${this.type(schema.items ?? {})}[]`
    const types = [schema.type ?? (schema.properties || schema.allOf ? 'object' : 'any')]
      .flat()
      .map(type => (type === 'array' ? `${this.type(schema.items ?? {})}[]` : type))
    return types.join(' | ') + (schema.format ? ` (${schema.format})` : '')
  }
}

/** @param {any} parameter */
export const example = parameter => String(parameter.example ?? parameter.schema.default ?? '')

/** The path with its parameters filled in, and the query. @param {Operation} operation @param {Record<string, string>} values */
export function address({ path, parameters }, values) {
  const query = new URLSearchParams()
  for (const { name, in: place } of parameters) if (place === 'query' && values[name]) query.set(name, values[name])
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values[name] || `{${name}}`))
  return filled + (query.size > 0 ? `?${query}` : '')
}

/** @param {string} text */
const quoted = text => `'${text.replaceAll("'", "'\\''")}'`

/** The same from a shell. @param {Operation} operation @param {string} base */
export function curl(operation, base) {
  const { method, path, body, security } = operation
  const parts = [method === 'GET' ? 'curl -s' : `curl -s -X ${method}`]
  if (security.some(alternative => 'token' in alternative)) parts.push('-H "Authorization: Bearer $TOKEN"')
  else if (security.length > 0) parts.push('-b cookies', `-H ${quoted(`Origin: ${new URL(base).origin}`)}`)
  if (body?.types[0] === 'application/json')
    parts.push("-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(body.example ?? {}))}`)
  else if (body) parts.push(`-H ${quoted(`Content-Type: ${body.types[0]}`)}`, '--data-binary @FILE')
  parts.push(quoted(base + path))
  return parts.join(' \\\n  ')
}
