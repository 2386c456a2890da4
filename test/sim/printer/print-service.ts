/**
 * A real CUPS (Debian's cupsd) of the test's own, on a socket file in its folder: queues, jobs and states are the system's.
 * What a queue prints goes over a socket to {@link PrintService.papers}, byte for byte (a raw queue).
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** cupsd gives up root by itself, and needs somebody else to be. */
const OWNER = userInfo().uid === 0 ? 'lp' : userInfo().username;

export class PrintService {
  readonly folder: string;
  /** Documents as they reached the printer. */
  readonly papers: Buffer[] = [];
  readonly #daemon: ChildProcess;
  /** Why there is no daemon: without a listener its event would end the tests' process. */
  #refusal = '';
  readonly #printer: Server;
  readonly #environment: NodeJS.ProcessEnv;

  /** @param program another one only where a test tries what becomes of a machine without CUPS */
  static async start(program = '/usr/sbin/cupsd'): Promise<PrintService> {
    const folder = await mkdtemp(join(tmpdir(), 'cups-'));
    const at = (name: string): string => join(folder, name);
    for (const name of ['etc', 'spool', 'cache', 'run', 'tmp', 'log']) await mkdir(at(name));
    await writeFile(
      at('etc/cups-files.conf'),
      [
        `ServerRoot ${at('etc')}`,
        `RequestRoot ${at('spool')}`,
        `CacheDir ${at('cache')}`,
        `StateDir ${at('run')}`,
        `TempDir ${at('tmp')}`,
        `AccessLog ${at('log/access')}`,
        `ErrorLog ${at('log/error')}`,
        `PageLog ${at('log/page')}`,
        'SystemGroup root',
        ...(userInfo().uid === 0 ? [`User ${OWNER}`, `Group ${OWNER}`] : []),
      ].join('\n'),
    );
    const open = 'Order allow,deny\n  Allow all';
    await writeFile(
      at('etc/cupsd.conf'),
      [
        `Listen ${at('run/cups.sock')}`,
        'LogLevel warn',
        'Browsing No',
        'DefaultAuthType None',
        'WebInterface No',
        `<Location />\n  ${open}\n</Location>`,
        `<Location /admin>\n  ${open}\n</Location>`,
        '<Policy default>\n  JobPrivateAccess all\n  JobPrivateValues none\n  <Limit All>\n    Order deny,allow\n  </Limit>\n</Policy>',
      ].join('\n'),
    );
    if (userInfo().uid === 0) await run('chown', ['-R', `${OWNER}:${OWNER}`, folder]);
    await chmod(folder, 0o755);
    const files = ['-c', at('etc/cupsd.conf'), '-s', at('etc/cups-files.conf')];
    const daemon = spawn(program, ['-f', ...files], { stdio: 'ignore' });
    const service = new PrintService(folder, daemon);
    process.once('exit', () => daemon.kill('SIGKILL'));
    await new Promise<void>((resolve) => service.#printer.listen(0, '127.0.0.1', resolve));
    await service.#untilReady();
    return service;
  }

  private constructor(folder: string, daemon: ChildProcess) {
    this.folder = folder;
    this.#daemon = daemon;
    daemon.once('error', ({ message }) => (this.#refusal = message));
    this.#environment = { ...process.env, CUPS_SERVER: this.socketPath, LC_ALL: 'C' };
    this.#printer = createServer((socket) => {
      const pieces: Buffer[] = [];
      socket.on('data', (piece: Buffer) => pieces.push(piece));
      socket.on('end', () => {
        if (pieces.length > 0) this.papers.push(Buffer.concat(pieces));
      });
      socket.on('error', () => socket.destroy());
    });
  }

  get socketPath(): string {
    return join(this.folder, 'run', 'cups.sock');
  }

  /** Where the queue's printer listens. */
  get printerPort(): number {
    return (this.#printer.address() as AddressInfo).port;
  }

  /** A queue that hands documents on as they are. */
  async addQueue(name: string, device = `socket://127.0.0.1:${String(this.printerPort)}`): Promise<void> {
    await this.command('lpadmin', '-p', name, '-E', '-v', device, '-m', 'raw');
  }

  /** One of CUPS's own commands, spoken to this service. */
  async command(program: string, ...args: string[]): Promise<string> {
    return (await run(program, args, { env: this.#environment })).stdout;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#daemon.once('exit', resolve));
    if (this.#daemon.exitCode === null && this.#daemon.pid !== undefined) {
      this.#daemon.kill('SIGTERM');
      await ended;
    }
    await new Promise((resolve) => this.#printer.close(resolve));
    await rm(this.folder, { recursive: true, force: true });
  }

  async #untilReady(): Promise<void> {
    const until = Date.now() + 20_000;
    while (Date.now() < until && this.#daemon.exitCode === null && this.#refusal === '') {
      if (existsSync(this.socketPath) && (await this.command('lpstat', '-r')).includes('is running')) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await this.stop();
    throw new Error(`cupsd did not start: install the Debian package "cups" ${this.#refusal}`);
  }
}
