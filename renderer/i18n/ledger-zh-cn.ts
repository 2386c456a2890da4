/** The words of the ledgers, in Chinese. Part of zh-cn.ts. */
export const ledgerZhCn = {
  'ledger.matter-certificate-due': '磅秤 {{subject}} 的检定证书 {{was}} 到 {{now}} 到期',
  'ledger.matter-certificate-expired': '磅秤 {{subject}} 的检定证书 {{was}} 已过期（到 {{now}}）',
  'ledger.matter-seal-photo-due': '磅秤 {{subject}} 的铅封 {{was}} 该拍照了（{{now}} 到期）',
  'ledger.matter-seal-broken': '磅秤 {{subject}} 的铅封 {{now}} 破损',
  'ledger.matter-seal-changed': '磅秤 {{subject}} 的铅封由 {{was}} 换成 {{now}}',
  'ledger.matter-device-swapped': '{{subject}} 换了设备：序列号由 {{was}} 变为 {{now}}',
  'ledger.works': '称重、开单照常。',
  'ledger.works-expired': '称重照常；是否开单按站点设置。',
  'ledger.todo': '按 F12 再按 F8，在台账里登记或说明。',
  'ledger.call': '请找治超专责人。',
} as const;
