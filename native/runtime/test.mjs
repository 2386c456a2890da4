/**
 * npm test [-- --unit | --e2e | --no-endurance] [-- file or name filters]
 *
 * Bundles, then everything on plain Node (vitest), then the whole program in real Electron (Playwright). What has to go on
 * for ten minutes (test/endurance) goes on beside both, when everything is tested, and is judged last.
 * The last line of stdout is exactly `N passed, N failed, N skipped`, counted from the tools' JSON reports.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { bundle } from './bundle.mjs';
import { PlainError, root, runMain, say } from './project.mjs';
import { openScreen } from './screen.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

const results = join(root, 'test-results');
/** Programs at once, each on a screen of its own: most of a test is waiting for a weight to be steady. */
const E2E_WORKERS = 2;
const FLAGS = ['--unit', '--e2e', '--no-endurance'];

await runMain(async () => {
  if (Number(process.versions.node.split('.')[0]) < 24)
    throw new PlainError('Node 24 is missing: run "npm run setup".');
  const given = process.argv.slice(2);
  const filters = given.filter((argument) => !FLAGS.includes(argument));
  const unit = given.includes('--unit') || !given.includes('--e2e');
  const e2e = given.includes('--e2e') || !given.includes('--unit');
  const endurance = unit && e2e && filters.length === 0 && !given.includes('--no-endurance');

  await bundle({ ifStale: true });
  mkdirSync(results, { recursive: true });
  const counts = [];
  const beside = endurance ? runEndurance() : null;
  if (unit) counts.push(await runVitest(filters));
  if (e2e) counts.push(await runPlaywright(filters));
  if (beside !== null) counts.push(await beside);

  const total = counts.reduce((a, b) => ({
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  }));
  // A half that ran nothing is a mistake in the set-up, not a success.
  if (total.failed > 0 || counts.some(({ passed }) => passed === 0)) process.exitCode = 1;
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
});

/**
 * @param {string[]} filters
 * @returns {Promise<Count>}
 */
async function runVitest(filters) {
  return vitestCount('vitest', await runTool(vitest('unit.json', filters), join(results, 'unit.json')));
}

/**
 * What it says comes when it is over: in between it would stand among the lines of the others.
 * @returns {Promise<Count>}
 */
async function runEndurance() {
  const config = join(root, 'test', 'endurance', 'vitest.config.ts');
  const report = join(results, 'endurance.json');
  const { output, ...ended } = await runTool(
    vitest('endurance.json', ['--config', config]),
    report,
    process.env,
    'pipe',
  );
  process.stdout.write(`\n${output}`);
  return vitestCount('the endurance tests', ended);
}

/**
 * @param {string} report
 * @param {string[]} more
 */
function vitest(report, more) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${join(results, report)}`];
  return [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...reporters, ...more];
}

/**
 * @param {string} tool
 * @param {{ code: number, json: any }} ended
 * @returns {Count}
 */
function vitestCount(tool, { code, json }) {
  if (json === undefined) return broken(tool);
  const count = {
    passed: json.numPassedTests,
    failed: json.numFailedTests,
    skipped: json.numPendingTests + json.numTodoTests,
  };
  // A file that could not even be loaded has no tests to count.
  count.failed += json.testResults.filter(
    (/** @type {{ status: string, assertionResults: { status: string }[] }} */ file) =>
      file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  ).length;
  return honest(count, code, tool);
}

/**
 * @param {string[]} filters
 * @returns {Promise<Count>}
 */
async function runPlaywright(filters) {
  const report = join(results, 'e2e.json');
  const screens = await Promise.all(Array.from({ length: E2E_WORKERS }, () => openScreen()));
  const displays = screens.flatMap(({ display }) => display ?? []);
  try {
    const { code, json } = await runTool(
      [join(root, 'node_modules', '@playwright', 'test', 'cli.js'), 'test', `--workers=${E2E_WORKERS}`, ...filters],
      report,
      { ...process.env, E2E_DISPLAYS: displays.join(' ') },
    );
    if (json === undefined) return broken('Playwright');
    const { expected, unexpected, flaky, skipped } = json.stats;
    // No test is retried here; one that passed at the second try has failed.
    return honest({ passed: expected, failed: unexpected + flaky, skipped }, code, 'Playwright');
  } finally {
    for (const screen of screens) screen.stop();
  }
}

/**
 * Runs one tool and reads the report it leaves.
 * @param {string[]} args
 * @param {string} report
 * @param {NodeJS.ProcessEnv} [env]
 * @param {'inherit' | 'pipe'} [says] `pipe`: handed back as `output`
 */
async function runTool(args, report, env = process.env, says = 'inherit') {
  rmSync(report, { force: true });
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', says, says] });
  const said = Promise.all([child.stdout, child.stderr].map((stream) => (stream === null ? '' : text(stream))));
  const passOn = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  process.on('SIGTERM', passOn).on('SIGINT', passOn);
  const code = await new Promise((resolve) => child.on('close', (status) => resolve(status ?? 1)));
  process.off('SIGTERM', passOn).off('SIGINT', passOn);
  const output = (await said).join('');
  return { code, output, json: existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined };
}

/**
 * The tool's own verdict counts too: an unhandled rejection or a global error fails a run whose tests all passed.
 * @param {Count} count
 * @param {number} code
 * @param {string} tool
 * @returns {Count}
 */
function honest(count, code, tool) {
  if (count.passed + count.failed === 0) say(`${tool} ran no test.`);
  if (code === 0 || count.failed > 0 || count.passed === 0) return count;
  say(`${tool} ended with code ${code} although no test failed; it counts as one failure.`);
  return { ...count, failed: 1 };
}

/**
 * @param {string} tool
 * @returns {Count}
 */
function broken(tool) {
  say(`${tool} left no report; it counts as one failure.`);
  return { passed: 0, failed: 1, skipped: 0 };
}
