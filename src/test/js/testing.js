// @ts-check
// What the tests of the page's modules are written with. ModulesBrowserIT runs each as a test of its own.

/** @type {Map<string, () => unknown>} */
const tests = new Map()

/** @param {string} name a sentence @param {() => unknown} body fails by throwing, or as a promise */
export function test(name, body) {
  if (tests.has(name)) throw new Error(`two tests are called "${name}"`)
  tests.set(name, body)
}

export const names = () => [...tests.keys()]

/** @param {string} name */
export async function run(name) {
  const body = tests.get(name)
  if (!body) throw new Error(`no test is called "${name}"`)
  await body()
}

/** Plain data, compared by what it holds. @param {unknown} actual @param {unknown} expected */
export function equal(actual, expected) {
  const [found, wanted] = [JSON.stringify(actual, sorted), JSON.stringify(expected, sorted)]
  if (found !== wanted) throw new Error(`${found}\ninstead of\n${wanted}`)
}

/** @param {number} actual @param {number} low @param {number} high both allowed */
export function between(actual, low, high) {
  if (!(actual >= low && actual <= high)) throw new Error(`${actual} is not between ${low} and ${high}`)
}

/** @param {unknown} condition @param {string} [otherwise] */
export function ok(condition, otherwise = 'not so') {
  if (!condition) throw new Error(otherwise)
}

/** A golden file that other languages' tests read as well. @param {string} path below src/test/contract @returns {Promise<any>} */
export async function golden(path) {
  const answer = await fetch(`/src/test/contract/${path}`)
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  return answer.json()
}

/** @param {string} _ @param {any} value */
const sorted = (_, value) =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1)))
    : value
