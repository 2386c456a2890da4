/** What a protocol of a weighing indicator is: settings as plain data, and a pure reader of one frame. */

/** Why bytes that began like a frame are none (names of indicator-vectors.json). */
export type RejectReason = 'framing' | 'checksum' | 'status' | 'charset' | 'range';

/** Units as the frames name them; null where a protocol carries none. */
export type FrameUnit = 'kg' | 't' | 'g' | 'lb' | 'oz' | 'ozt' | 'dwt' | 'ton' | 'custom';

/**
 * One good frame. null = the frame does not carry this, so the site setting must. A flag is there only when it is set.
 * `weight` and `tareOrNull` are for people; arithmetic starts from `weightText`, which keeps the exact decimals.
 */
export interface DecodedFrame {
  /** null when the indicator itself says that it has no weight (out of range). */
  readonly weight: number | null;
  readonly weightText: string | null;
  readonly decimals: number | null;
  readonly unit: FrameUnit | null;
  readonly stable: boolean | null;
  /** `+` for a zero, whatever the frame says: the sign of a zero stays in `raw` only. */
  readonly sign: '+' | '-';
  readonly tareOrNull: number | null;
  readonly grossNet: 'gross' | 'net' | null;
  readonly overload: boolean | null;
  /** The characters between the frame's start and its end or checksum. */
  readonly raw: string;
  readonly underload?: true;
  /** A display of ten times the resolution: not for trade. */
  readonly expandedX10?: true;
  /** The indicator has not captured its zero since power-up. */
  readonly zeroNotCaptured?: true;
}

/** One setting of a protocol, as data, its default first: a settings form can be drawn from it. */
export type OptionField =
  | { readonly key: 'checksum'; readonly values: readonly ('required' | 'ignore')[] }
  | { readonly key: 'dpPolicy'; readonly values: readonly ('complete' | 'multiply')[] }
  | { readonly key: 'mask7' | 'short' | 'lf'; readonly values: readonly boolean[] };

/** The settings that a reader is made from; what is left out has the protocol's default, what it does not know is not looked at. */
export interface ProtocolOptions {
  /** Whether a wrong checksum drops the frame. An indicator may have it switched off. */
  readonly checksum?: 'required' | 'ignore' | undefined;
  /** A 7E1 or 7O1 stream opened as 8N1: the top bit is parity and is masked away. Better: open with the right parity. */
  readonly mask7?: boolean | undefined;
  /** Toledo: the short form without tare. */
  readonly short?: boolean | undefined;
  /** Toledo: a line feed stands between CR and the checksum, and the sum takes it in. */
  readonly lf?: boolean | undefined;
  /** Toledo codes `XXXX00`, `XXXXX0`: digits are the complete weight, or are to be multiplied by 100, 10. */
  readonly dpPolicy?: 'complete' | 'multiply' | undefined;
}

/** Reads the frames of one protocol under given settings. Every frame starts with one byte and has one length. */
export interface FrameReader {
  /** The first byte of a frame, after `mask`. */
  readonly start: number;
  /** Bytes in a whole frame. */
  readonly length: number;
  /** Laid over every byte before it is looked at: 0xff, or 0x7f where the top bit is parity. */
  readonly mask: number;
  /** Reads the frame that begins at `at`; the caller has `length` bytes from there on. Never throws, keeps nothing. */
  decode(bytes: Uint8Array, at: number): DecodedFrame | RejectReason;
}

export interface ScaleProtocol {
  readonly id: string;
  /** The settings it knows. */
  readonly options: readonly OptionField[];
  reader(options: ProtocolOptions): FrameReader;
}
