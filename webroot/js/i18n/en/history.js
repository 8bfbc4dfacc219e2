// @ts-check
// English: the history as a place to work. zh/history.js has the same keys.

export const history = {
  'history.search': 'Search titles and strains',
  'history.state': 'State',
  'history.model': 'Model',
  'history.from': 'From',
  'history.until': 'To',
  'history.any': 'Any',
  'history.open': 'Not finished',
  'history.tick': 'Choose {name}',
  'history.ticked.one': '{n} chosen',
  'history.ticked.other': '{n} chosen',
  'history.untick': 'Choose none',
  'history.delete.sure': 'Delete their sequences, results and messages for good?',
  'history.rename': 'Rename',
  'history.title': 'Title',
  'history.save': 'Save',
  'history.reuse': 'Reuse',
  'history.none.found': 'No prediction matches.',
  'history.all': 'Show all',
}
