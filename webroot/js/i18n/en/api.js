// @ts-check
// English: the page of the API. zh/api.js has the same keys.

export const api = {
  'api.title': 'The API',
  'api.lead':
    'What the pages here do, a script can do too. The operations below are read from the very document that this server answers by.',
  'api.stream': '(the live stream)',
  'api.start': 'In three steps',
  'api.start.token': 'Put a personal token into TOKEN; you make one here:',
  'api.start.submit':
    'Submit. The answer is 202 with the id of the job, once it is safely stored; an Idempotency-Key makes trying again harmless.',
  'api.start.follow':
    'Follow GET /events or the WebSocket /stream from an offset, or read the job every few seconds until finishedAt is there. Then take the result.',
  'api.language':
    'Refusals are RFC 9457 problems that name record, line and column, in English or Chinese by Accept-Language. 429 and 503 say in Retry-After when to try again.',
  'api.tag.accounts': 'Accounts, sessions, tokens',
  'api.tag.catalogue': 'Models and encodings',
  'api.tag.jobs': 'Predictions',
  'api.tag.operators': 'For operators',
  'api.who.all': 'For everybody, without a token.',
  'api.who.welcome': 'For everybody; who is known is told a little more.',
  'api.who.person': 'Only for you, signed in; no token will do.',
  'api.who.token': 'Signed in, or with any token.',
  'api.who.scope': 'Signed in, or with a token for {scope}.',
  'api.parameters': 'Parameters',
  'api.body': 'Body',
  'api.answers': 'Answers',
  'api.fields': 'Fields ({n})',
  'api.refusal': 'Fields of a refusal',
  'api.required': 'required',
  'api.try': 'Try it',
  'api.try.do': 'Ask this server',
}
