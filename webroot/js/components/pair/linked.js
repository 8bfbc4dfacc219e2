// @ts-check
// A substitution looked at in one picture is marked in all of them: whatever stands for one has its column as `data-at`.

/**
 * @param {HTMLElement} root around the pictures and tables
 * @param {(column: number) => void} look is told of each substitution that the pointer comes to, or a click on a touch screen
 */
export function linked(root, look) {
  const on = (/** @type {Event} */ event) => {
    const found = event.target instanceof Element ? event.target.closest('[data-at]') : null
    if (found) look(Number(found.getAttribute('data-at')))
  }
  root.addEventListener('pointerover', on)
  root.addEventListener('click', on)
}

/** @param {HTMLElement} root @param {number} column none is 0 */
export function mark(root, column) {
  for (const each of root.querySelectorAll('[data-at]'))
    each.classList.toggle('looked-at', Number(each.getAttribute('data-at')) === column)
}
