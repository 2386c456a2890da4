/** The page that lies in every evidence export. It goes to people who never see the window, so it is not in the locale files. */
import type { Manifest } from './export-form.ts';

export function exportReadme(
  { documents, madeAt, missing, pictures, simulated, unitName }: Omit<Manifest, 'signature'>,
  kid: string,
): string {
  return `# ${unitName} 称重证据 / Weighing evidence
${simulated ? '\n**模拟设备的数据，不是真实称重。/ Data of simulated devices, no real weighings.**\n' : ''}
${madeAt} · ${documents.lines} 份文件 documents · ${pictures.length} 张照片 pictures${missing.length > 0 ? ` · ${missing.length} 张已不在 no longer there` : ''}

## 如何核对
1. 在装有本程序的电脑上运行：\`weighbridge-office --verify 本文件夹 --key 指纹\`（源码：\`npm run verify -- 本文件夹 --key 指纹\`）。
2. 结束码 0 = 完好，1 = 有问题并说明第一处，2 = 读不了。
3. 指纹不要从本文件夹里取：向平台查询该站登记的公钥指纹，或用安装时记下的。本次导出所用密钥的指纹应为
   \`${kid}\`
4. 每份文件用哈希接在前一份之后；不在导出里的文件会被说成“不在导出里”，这不是问题。

## How to verify
1. On a computer with the program: \`weighbridge-office --verify THIS_FOLDER --key THUMBPRINT\` (from source:
   \`npm run verify -- THIS_FOLDER --key THUMBPRINT\`).
2. Exit code 0 = sound, 1 = a fault was found and the first one is named, 2 = cannot be read.
3. Do not take the thumbprint from this folder: ask the platform for the one it registered for this station, or use the one
   noted at installation. The key of this export should be the one above.
4. Each document is chained to the one before by its hash; documents that the export leaves out are said, and are no fault.

## 没有本程序时 / Without the program
\`documents.jsonl\`: 每行一份 / one a line, RFC 8785 (JCS) bytes. hash = SHA-256(prevHash ‖ bytes without \`hash\` and \`signature\`).
signature = detached JWS (RFC 7515 appendix F), Ed25519, over the bytes without \`signature\`. 公钥 / public keys: \`manifest.json\`,
kid = RFC 7638 thumbprint. \`pictures/\`: 文件名为内容的 SHA-256 / named by the SHA-256 of their content. \`receipts.jsonl\`: 平台回执 / receipts.
\`manifest.json\` 自身也有签名 / is signed the same way over its own JCS bytes without \`signature\`.
`;
}
