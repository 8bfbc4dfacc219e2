// @ts-check
// English: the history as a place to work. zh/history.js has the same keys.

export const history = {
  'history.search': 'Search titles, notes and strains',
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
  'history.delete.sure':
    'Delete their sequences, results, notes and messages for good? What stands inside a batch and is not chosen stays.',
  'history.rename': 'Rename',
  'history.title': 'Title',
  'history.save': 'Save',
  'history.reuse': 'Reuse',
  'history.extend': 'Add sequences',
  'history.inside.one': '{n} prediction inside',
  'history.inside.other': '{n} predictions inside',
  'history.found.one': '{n} found inside',
  'history.found.other': '{n} found inside',
  'history.none.found': 'No prediction matches.',
  'history.all': 'Show all',
}
