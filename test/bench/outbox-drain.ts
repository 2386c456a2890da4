/** How fast a backlog goes out, beside a loop that does nothing but send the same bytes to an equal platform. */
import { readFile } from 'node:fs/promises';
import { Pool } from 'undici';
import { photoPath } from '../../main/photo-path.ts';
import { PlatformLink } from '../../main/station/platform/platform-link.ts';
import { PhotoStore } from '../../main/station/records/photo-store.ts';
import { StandardAdapter } from '../../main/station/upload/adapters/standard.ts';
import { Outbox } from '../../main/station/upload/outbox.ts';
import { ServerClient } from '../../main/station/upload/server-client.ts';
import { systemTimers } from '../../main/station/upload/surroundings.ts';
import { Uploader } from '../../main/station/upload/uploader.ts';
import { Backlog, PICTURES_A_DOCUMENT } from './backlog.ts';
import { inBenchFolder } from './bench-folder.ts';
import { median, say, type Bench } from './figure.ts';
import { PlatformChild } from './platform-child.ts';
import { systemClock } from './system-clock.ts';

const DOCUMENTS = 1000;
const PICTURE_BYTES = 200_000;
/** As compose.ts sets them. */
const SLOTS = 4;
const CONNECTIONS = SLOTS + 2;
const ROUNDS = 3;
/** A round sends everything both ways, in turns of so many documents: what else the machine does hits both. */
const TURN = 250;

/** Sends the parts of some documents; resolves when the last receipt is in (and, for the product, on disk). */
type Send = () => Promise<void>;
type Prepare = (from: number, to: number) => Send;

export const outboxDrain: Bench = {
  name: 'outbox-drain',
  unit: 'MB/s',
  goal: { of: 'ratio', is: 'at-least', bound: 0.6 },
  measure: () =>
    inBenchFolder(async (folder) => {
      const backlog = await Backlog.make(folder, DOCUMENTS, PICTURE_BYTES);
      const product: number[] = [];
      const bare: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const measured = await oneRound(backlog);
        product.push(measured.product);
        bare.push(measured.bare);
      }
      backlog.close();
      return { value: median(product), baseline: median(bare) };
    }),
};

/** @returns MB a second of both */
async function oneRound(backlog: Backlog): Promise<{ product: number; bare: number }> {
  const ways = [await Way.open('bare loop', backlog, bareLoop), await Way.open('product', backlog, drain)] as const;
  for (let from = 0; from < DOCUMENTS; from += TURN) {
    const turns = (from / TURN) % 2 === 0 ? ways : ways.toReversed();
    for (const way of turns) await way.turn(from, from + TURN);
  }
  const [bare, product] = ways;
  return { bare: await bare.close(), product: await product.close() };
}

/** One sender and the platform that it alone sends to: one that knows a document already answers sooner. */
class Way {
  readonly #name: string;
  readonly #backlog: Backlog;
  readonly #platform: PlatformChild;
  readonly #prepare: Prepare;
  #ms = 0;
  #ownCpuMs = 0;

  static async open(
    name: string,
    backlog: Backlog,
    connect: (backlog: Backlog, url: string) => Promise<Prepare>,
  ): Promise<Way> {
    const platform = await PlatformChild.start();
    return new Way(name, backlog, platform, await connect(backlog, platform.url));
  }

  private constructor(name: string, backlog: Backlog, platform: PlatformChild, prepare: Prepare) {
    this.#name = name;
    this.#backlog = backlog;
    this.#platform = platform;
    this.#prepare = prepare;
  }

  async turn(from: number, to: number): Promise<void> {
    const send = this.#prepare(from, to);
    const startedAt = performance.now();
    const cpu = process.cpuUsage();
    await send();
    this.#ms += performance.now() - startedAt;
    const { user, system } = process.cpuUsage(cpu);
    this.#ownCpuMs += (user + system) / 1000;
  }

  /** @returns MB a second */
  async close(): Promise<number> {
    const { documents, pictures, cpuMs } = await this.#platform.usage();
    this.#platform.stop();
    if (documents !== DOCUMENTS || pictures !== DOCUMENTS * PICTURES_A_DOCUMENT)
      throw new Error(`${this.#name}: the platform holds ${documents} documents and ${pictures} pictures`);
    const share = (cpu: number): string => `${Math.round((100 * cpu) / this.#ms)} %`;
    const mbps = this.#backlog.bytes / 1000 / this.#ms;
    say(
      `  ${this.#name.padEnd(9)} ${(this.#ms / 1000).toFixed(2)} s, ${mbps.toFixed(0)} MB/s; busy: sender ${share(this.#ownCpuMs)}, platform ${share(cpuMs)}`,
    );
    return mbps;
  }
}

/** Outbox, uploader, adapter and client as compose.ts wires them. */
async function drain(backlog: Backlog, url: string): Promise<Prepare> {
  const { dataDir, db } = backlog;
  const { adapter } = await enrol(backlog, url);
  const photos = new PhotoStore({ dataDir, db });
  return (from, to) => {
    backlog.owe(from, to);
    const outbox = new Outbox(db);
    const log = {
      info: () => undefined,
      warn: (fields: object, text: string) => say(`  ${text} ${JSON.stringify(fields)}`),
    };
    const around = { clock: systemClock(), random: Math.random, log };
    const link = new PlatformLink(around);
    link.enrolled();
    const uploader = new Uploader({
      ...around,
      outbox,
      adapter,
      link,
      timers: systemTimers,
      photoFile: (sha256) => photoPath(dataDir, sha256) ?? '',
      checkPhoto: (sha256) => photos.check(sha256),
      slots: SLOTS,
    });
    const empty = new Promise<void>((done) => {
      outbox.onChange(() => {
        if (outbox.counts().pending === 0) done();
      });
    });
    return async () => {
      uploader.start();
      await empty;
      await uploader.stop();
    };
  };
}

/** The least that sends the same: as many workers as the product has slots, the same files, one receipt each. */
async function bareLoop(backlog: Backlog, url: string): Promise<Prepare> {
  const { adapter, token } = await enrol(backlog, url);
  await adapter.stop();
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: CONNECTIONS });
  const put = async (path: string, type: string, body: Uint8Array): Promise<void> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': type };
    const answer = await pool.request({ method: 'PUT', path: `${pathname}/v1/${path}`, headers, body });
    await answer.body.dump();
    if (answer.statusCode !== 201) throw new Error(`${path}: ${answer.statusCode}`);
  };
  return (from, to) => {
    const queue = backlog.parts(from, to).values();
    const worker = async (): Promise<void> => {
      for (const { documentId, sha256, bytes } of queue) {
        if (sha256 === null) await put(`weighings/${documentId}`, 'application/json', bytes);
        else await put(`blobs/${sha256}`, 'image/jpeg', await readFile(photoPath(backlog.dataDir, sha256) ?? ''));
      }
    };
    return async () => void (await Promise.all(Array.from({ length: SLOTS }, worker)));
  };
}

async function enrol({ db, signer }: Backlog, url: string): Promise<{ adapter: StandardAdapter; token: string }> {
  const client = new ServerClient({ url, connections: CONNECTIONS, userAgent: 'weighbridge-office/bench' });
  let token: string | null = null;
  const adapter = new StandardAdapter({ client, token: () => token, keyId: signer.kid, wallMs: () => Date.now() });
  const answer = await adapter.enrol({
    enrolmentCode: 'TEST-CODE',
    stationId: db.stationId,
    publicKey: signer.publicJwk,
    stationName: '1号磅',
    softwareVersion: '0.1.0',
  });
  if (answer.kind !== 'enrolled') throw new Error(`the platform did not enrol the station: ${JSON.stringify(answer)}`);
  token = answer.token;
  return { adapter, token };
}
