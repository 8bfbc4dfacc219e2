// @ts-check
// What a model was trained for: not each subtype with each encoding.

/** @param {import('../base/store.js').Model|undefined} model @param {string|null} encodingId @returns {string[]} its subtypes with this encoding */
export function subtypesWith(model, encodingId) {
  if (!model) return []
  return model.subtypes.filter(subtype => model.encodingsBySubtype[subtype]?.includes(encodingId ?? ''))
}

/** @param {import('../base/store.js').Model} model @param {string} subtype @returns {{id: string, name: string}[]} */
export function encodingsFor(model, subtype) {
  return model.encodings.filter(({ id }) => model.encodingsBySubtype[subtype]?.includes(id))
}
