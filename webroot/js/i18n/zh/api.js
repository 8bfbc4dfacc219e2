// @ts-check
// 中文：API 页面。键与 en/api.js 相同。

/** @type {typeof import('../en/api.js').api} */
export const api = {
  'api.title': 'API',
  'api.lead': '本站网页能做的，脚本也能做。以下操作取自本服务器实际遵循的接口文件，说明原文为英文。',
  'api.stream': '（实时事件流）',
  'api.start': '三步上手',
  'api.start.token': '将个人令牌存入变量 TOKEN，可在此创建：',
  'api.start.submit': '提交预测。任务安全存储后返回 202 和任务编号；带上 Idempotency-Key 即可放心重试。',
  'api.start.follow':
    '从某一序号起接收 GET /events 或 WebSocket /stream，或每隔几秒读取任务，直到出现 finishedAt，然后下载结果。',
  'api.language':
    '被拒绝的请求返回 RFC 9457 格式的问题说明，指明记录、行和列，按 Accept-Language 使用英文或中文。429 和 503 在 Retry-After 中说明何时可重试。',
  'api.tag.accounts': '账户、会话与令牌',
  'api.tag.catalogue': '模型与编码',
  'api.tag.jobs': '预测',
  'api.tag.operators': '管理员操作',
  'api.who.all': '人人可用，无需令牌。',
  'api.who.welcome': '人人可用；登录后信息略多。',
  'api.who.person': '仅限您本人登录后使用，令牌不可用。',
  'api.who.token': '登录后或凭任意令牌使用。',
  'api.who.scope': '登录后，或凭具有 {scope} 权限的令牌使用。',
  'api.parameters': '参数',
  'api.body': '请求体',
  'api.answers': '响应',
  'api.fields': '字段（{n}）',
  'api.refusal': '拒绝响应的字段',
  'api.required': '必填',
  'api.try': '试一试',
  'api.try.do': '向本服务器发出请求',
}
