/**
 * One camera's line in the worker: units from its port into a decoder, pictures out of it into the inlet of a track. Every
 * picture is closed by us or by the track; every unit is answered for, so that the station never sends more than is used.
 */
import type { LiveAck, LiveFormat, LiveMessage, LiveUnit } from '../../preload/contract/live.ts';
import { Answers } from './answers.ts';
import { glassTimeUs } from './glass-time.ts';
import { PictureGate } from './picture-gate.ts';
import type { FromWorker } from './worker-messages.ts';

/** Pictures on their way to the glass. More are late: they would only be shown after newer ones could be. */
const MOST_UNSHOWN = 2;
/** Units that wait until it is known whether there is a decoder: a second of them. */
const MOST_HELD = 30;

export type Inlet = WritableStreamDefaultWriter<VideoFrame>;

export class LiveDecoding {
  readonly #ticket: number;
  readonly #port: MessagePort;
  readonly #inlet: Inlet;
  readonly #tell: (message: FromWorker) => void;
  readonly #gate = new PictureGate();
  #config: VideoDecoderConfig | null = null;
  #decoder: VideoDecoder | null = null;
  /** Timestamps of what is in the decoder, in decoding order. */
  readonly #within: number[] = [];
  /** While a decoder is asked for; null when it is known. */
  #held: LiveUnit[] | null = null;
  #unshown = 0;
  readonly #answers: Answers;
  #received = 0;
  #late = 0;
  #ended = false;

  constructor(ticket: number, port: MessagePort, inlet: Inlet, tell: (message: FromWorker) => void) {
    this.#ticket = ticket;
    this.#port = port;
    this.#inlet = inlet;
    this.#tell = tell;
    this.#answers = new Answers(
      (count) => this.#port.postMessage({ type: 'ack', count } satisfies LiveAck),
      () => performance.now(),
    );
  }

  start(): void {
    this.#port.addEventListener('message', ({ data }: MessageEvent<LiveMessage>) => this.#take(data));
    this.#port.addEventListener('close', () => this.end());
    this.#port.start();
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#port.close();
    this.#closeDecoder();
    this.#held = null;
    const counts = { received: this.#received, dropped: this.#gate.dropped, late: this.#late };
    this.#tell({ type: 'closed', ticket: this.#ticket, counts });
  }

  #take(message: LiveMessage): void {
    if (this.#ended) return;
    switch (message.type) {
      case 'state': {
        const { type: _type, ...state } = message;
        this.#tell({ type: 'state', ticket: this.#ticket, state });
        return;
      }
      case 'format':
        void this.#prepare(message);
        return;
      case 'unit':
        this.#received += 1;
        if (this.#held === null) this.#decode(message);
        else if (this.#held.length < MOST_HELD) this.#held.push(message);
        else this.#drop(this.#held.splice(0).length + 1);
        return;
      case 'picture':
        this.#received += 1;
        void this.#showPicture(message.data);
        return;
    }
  }

  /** Another format is another stream: the decoder begins anew, at a key picture. */
  async #prepare({ codecString, height, width }: LiveFormat): Promise<void> {
    this.#drop(this.#held?.length ?? 0);
    const held: LiveUnit[] = [];
    this.#held = held;
    this.#closeDecoder();
    this.#gate.shut();
    // Annex B, so without a description. The size is what the stream says; pictures come out as they are.
    const config = { codec: codecString, codedWidth: width, codedHeight: height, optimizeForLatency: true };
    const isSupported = await canDecode(config);
    // A newer format came meanwhile, or the end.
    if (this.#held !== held) return;
    this.#held = null;
    this.#config = isSupported ? config : null;
    if (!isSupported) this.#tell({ type: 'unsupported', ticket: this.#ticket });
    for (const unit of held) this.#decode(unit);
  }

  #decode({ data, key, timestampUs }: LiveUnit): void {
    if (this.#ended) return;
    const decoder = this.#config === null ? null : (this.#decoder ??= this.#makeDecoder(this.#config));
    if (decoder === null || !this.#gate.admits(key, decoder.decodeQueueSize)) {
      this.#ack(1);
      return;
    }
    const timestamp = glassTimeUs(timestampUs);
    this.#within.push(timestamp);
    try {
      decoder.decode(new EncodedVideoChunk({ type: key ? 'key' : 'delta', timestamp, data }));
    } catch (error) {
      this.#failed(decoder, error);
    }
  }

  #makeDecoder(config: VideoDecoderConfig): VideoDecoder {
    const decoder: VideoDecoder = new VideoDecoder({
      output: (picture) => {
        this.#cameOut(picture.timestamp);
        this.#show(picture);
      },
      error: (error) => this.#failed(decoder, error),
    });
    decoder.configure(config);
    return decoder;
  }

  /** A decoder that failed is closed by itself; what it still held is gone. */
  #failed(decoder: VideoDecoder, error: unknown): void {
    if (this.#ended || this.#decoder !== decoder) return;
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
    this.#closeDecoder();
    this.#gate.shut();
    this.#tell({ type: 'fault', ticket: this.#ticket });
  }

  #closeDecoder(): void {
    const decoder = this.#decoder;
    this.#decoder = null;
    if (decoder !== null && decoder.state !== 'closed') decoder.close();
    this.#ack(this.#within.splice(0).length);
  }

  /** Whatever went in before it will not come out any more, or comes out of turn and was answered for now. */
  #cameOut(timestamp: number): void {
    const at = this.#within.indexOf(timestamp);
    if (at >= 0) this.#ack(this.#within.splice(0, at + 1).length);
  }

  async #showPicture(data: ArrayBuffer): Promise<void> {
    try {
      const bitmap = await createImageBitmap(new Blob([data], { type: 'image/jpeg' }));
      this.#show(new VideoFrame(bitmap, { timestamp: glassTimeUs(performance.now() * 1000) }));
      bitmap.close();
    } catch (error) {
      // No picture that can be read is no picture: the glass says how old the last one is.
      if (!(error instanceof DOMException)) throw error;
    } finally {
      // The next one comes only then.
      if (!this.#ended) this.#answers.addAtOnce(1);
    }
  }

  #show(picture: VideoFrame): void {
    if (this.#ended || this.#unshown >= MOST_UNSHOWN) {
      this.#late += 1;
      picture.close();
      return;
    }
    this.#unshown += 1;
    this.#inlet.write(picture).then(
      () => (this.#unshown -= 1),
      () => {
        // The place has gone from the screen, and the track with it.
        this.#unshown -= 1;
        picture.close();
      },
    );
  }

  #drop(count: number): void {
    this.#gate.dropped += count;
    this.#ack(count);
  }

  #ack(count: number): void {
    if (!this.#ended) this.#answers.add(count);
  }
}

/** Asking takes some milliseconds, and the answer holds for as long as the program runs. */
const known = new Map<string, boolean>();

async function canDecode(config: VideoDecoderConfig): Promise<boolean> {
  const name = `${config.codec} ${config.codedWidth ?? 0}x${config.codedHeight ?? 0}`;
  const found = known.get(name) ?? (await isSupported(config));
  known.set(name, found);
  return found;
}

async function isSupported(config: VideoDecoderConfig): Promise<boolean> {
  try {
    return (await VideoDecoder.isConfigSupported(config)).supported === true;
  } catch (error) {
    // A codec whose very name is not understood.
    if (error instanceof TypeError) return false;
    throw error;
  }
}
