/**
 * The entry of the verifier: `FOLDER [--key THUMBPRINT …] [--json] [--lang zh|en]`. Proves a data folder or an evidence export
 * and says it in words. Ends with 0: sound · 1: a fault was found · 2: cannot be read, or was not asked properly.
 * The desktop program runs this same bundle for `--verify FOLDER` (shell/verify-command.ts).
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CodedError } from '../preload/contract/errors.ts';
import type { ProofReport } from '../preload/contract/proof.ts';
import { proofLines, unreadable, type ProofWord } from '../renderer/components/proof-lines.ts';
import { proofEn } from '../renderer/i18n/proof-en.ts';
import { proofZhCn } from '../renderer/i18n/proof-zh-cn.ts';
import { verify } from './station/proof/verify.ts';

const USAGE = 'FOLDER [--key THUMBPRINT ...] [--json] [--lang zh|en]\n';

interface Asked {
  readonly folder: string;
  readonly keys: readonly string[];
  readonly json: boolean;
  readonly words: Readonly<Record<ProofWord, string>>;
}

async function main(): Promise<number> {
  const asked = commandLine();
  if (asked === null) {
    process.stderr.write(USAGE);
    return 2;
  }
  const t = (key: ProofWord, params: Readonly<Record<string, string | number>> = {}): string =>
    asked.words[key].replaceAll(/\{\{(\w+)\}\}/g, (_place, name: string) => String(params[name] ?? ''));
  try {
    const report = await verify(asked.folder, { given: asked.keys });
    await write(asked.json ? `${JSON.stringify(report)}\n` : textOf(report, t));
    return report.faultCount === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const { code, params } = error;
    const reason = [code, ...Object.values(params).map(String)].join(' ');
    await write(asked.json ? `${JSON.stringify({ error: { code, params } })}\n` : `${unreadable(reason, t)}\n`);
    return 2;
  }
}

function textOf(report: ProofReport, t: Parameters<typeof proofLines>[1]): string {
  const { facts, faults, notes, verdict } = proofLines(report, t);
  const lines = [verdict, ...faults.map((line) => `  ✗ ${line}`), ...facts, ...notes.map((line) => `  · ${line}`)];
  return `${lines.join('\n')}\n`;
}

function commandLine(): Asked | null {
  try {
    const { positionals, values } = parseArgs({
      options: {
        key: { type: 'string', multiple: true },
        json: { type: 'boolean' },
        lang: { type: 'string' },
      },
      allowPositionals: true,
    });
    const { key = [], json = false, lang = languageOfSystem() } = values;
    const [folder, ...more] = positionals;
    if (folder === undefined || more.length > 0 || (lang !== 'zh' && lang !== 'en')) return null;
    return { folder: resolve(folder), keys: key, json, words: lang === 'zh' ? proofZhCn : proofEn };
  } catch (error) {
    // parseArgs throws a TypeError for anything it was not told of.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Chinese unless the system says something else. */
function languageOfSystem(): string {
  const said = process.env['LC_ALL'] ?? process.env['LANG'] ?? Intl.DateTimeFormat().resolvedOptions().locale;
  return /^(en|C\.|C$|POSIX)/.test(said) ? 'en' : 'zh';
}

/** To its end, whatever reads it. */
function write(text: string): Promise<void> {
  return new Promise((done) => void process.stdout.write(text, () => done()));
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(2);
  },
);
