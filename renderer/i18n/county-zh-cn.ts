/** What is said of a platform with an interface of its own: what it does not take and does not offer. */

export const countyZhCn = {
  'upload.not-taken': '平台不收',
  'condition.not-offered': '平台不提供',
  'strip.nothing-sent': '开机后尚无上传',
  'config.time-form': '不是时间格式',
  'config.other-field': '记录里没有这一项',
  'config.unit-missing': '重量要写明单位和小数位',
  'config.unit-of-nothing': '只有重量才有单位',
  'config.time-missing': '时间要写明格式',
  'config.codes-missing': '缺少 {{limit}} 的代码',
  'config.name-twice': '这个名称发送了两次',
  'config.other-name': '没有以这个名称发送的项',
  'config.sign-of-itself': '签名把自己也算进去了',
  'config.one-source': 'from、value、station 只能写一个',
  'config.not-echoed': '回答里要带回它，或者什么都不带回',
} as const;
