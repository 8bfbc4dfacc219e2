// @ts-check
// Days as a date field gives them: the reader's own, whole ones.

/** When a day begins here, or one of the next. @param {string} day such as `2026-11-30` @param {number} [later] days */
export function dayBegins(day, later = 0) {
  const [year, month, date] = day.split('-').map(Number)
  return new Date(year, month - 1, date + later)
}
