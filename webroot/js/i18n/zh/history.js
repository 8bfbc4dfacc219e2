// @ts-check
// 中文：历史记录。键与 en/history.js 相同。

/** @type {typeof import('../en/history.js').history} */
export const history = {
  'history.search': '搜索标题、备注与毒株',
  'history.state': '状态',
  'history.model': '模型',
  'history.from': '起始日期',
  'history.until': '截止日期',
  'history.any': '不限',
  'history.open': '未完成',
  'history.tick': '选择 {name}',
  'history.ticked.one': '已选 {n} 项',
  'history.ticked.other': '已选 {n} 项',
  'history.untick': '取消选择',
  'history.delete.sure': '确定永久删除其序列、结果、备注和消息吗？批次内未选中的预测会保留。',
  'history.rename': '重命名',
  'history.title': '标题',
  'history.save': '保存',
  'history.reuse': '重新使用',
  'history.extend': '添加序列',
  'history.inside.one': '内含 {n} 项预测',
  'history.inside.other': '内含 {n} 项预测',
  'history.found.one': '其中找到 {n} 项',
  'history.found.other': '其中找到 {n} 项',
  'history.none.found': '没有符合条件的预测。',
  'history.all': '显示全部',
}
