/** What a protocol of a weighing indicator is: settings as plain data, and a pure reader of one frame. */

/** Why bytes that began like a frame are none (names of indicator-vectors.json). */
export type RejectReason =
  | 'framing'
  | 'checksum'
  | 'status'
  | 'charset'
  | 'range'
  | 'address'
  | 'length'
  | 'escape'
  | 'unknown-command'
  | 'data-not-ok'
  | `device-${string}`
  | `exception-${string}`;

/** Units as the frames name them; null where a protocol carries none. */
export type FrameUnit = 'kg' | 't' | 'g' | 'lb' | 'oz' | 'ozt' | 'dwt' | 'ton' | 'N' | 'custom';

/**
 * One good frame. null = the frame does not carry this, so the site setting must. A flag is there only when the protocol
 * has it. `weight` and `tareOrNull` are for people; arithmetic starts from `weightText`, which keeps the exact decimals.
 */
export interface DecodedFrame {
  /** null when the indicator itself says that it has no weight (out of range). */
  readonly weight: number | null;
  readonly weightText: string | null;
  readonly decimals: number | null;
  readonly unit: FrameUnit | null;
  readonly stable: boolean | null;
  /** `+` for a zero, whatever the frame says: the sign of a zero stays in `raw` only. null without a weight and a sign. */
  readonly sign: '+' | '-' | null;
  readonly tareOrNull: number | null;
  readonly grossNet: 'gross' | 'net' | null;
  readonly overload: boolean | null;
  /** The characters between the frame's start and its end or checksum. */
  readonly raw: string;
  /** The lamp "centre of zero". */
  readonly centreZero?: boolean;
  /** dingsong-ds822: the error character as it came. */
  readonly errorChar?: string;
  /** A display of ten times the resolution: not for trade. */
  readonly expandedX10?: true;
  /** cas22: the lamps of the lamp byte, beside the status text. */
  readonly lampStable?: boolean;
  readonly lampZero?: boolean;
  /** toledo-8217: the zero key is out of its range. */
  readonly outsideZeroRange?: boolean;
  /** dingsong-ds822: the two status characters as they came; no source says what they mean. */
  readonly statusChars?: string;
  readonly underload?: boolean;
  /** The indicator has not captured its zero since power-up. */
  readonly zeroNotCaptured?: true;
}

/** Traffic on the line that is no weight: a poll, an answer to a command, a display's frame. */
export type Decoded = Readonly<Record<string, unknown>>;

/**
 * The settings that a reader is made from, as indicator-vectors.json names them; what is left out has the protocol's
 * default, what it does not know is not looked at.
 */
export interface ProtocolOptions {
  /** The indicator's number on a shared line; 0: whoever speaks. */
  readonly address?: number | undefined;
  /** ht9800-ascii12: what status bit 3 says, on which sources differ. */
  readonly bit3Means?: 'unknown' | 'moving' | 'stable' | undefined;
  /** Whether a wrong checksum drops the frame. An indicator may have it switched off. `xor`: A12E sends one, and it counts. */
  readonly checksum?: 'required' | 'ignore' | 'xor' | undefined;
  /** How many digits of a number stand after the point where the stream has none. */
  readonly decimals?: number | undefined;
  /** Which way the bytes of a half-duplex line went; a capture's fact, not an indicator's. */
  readonly direction?: 'request' | 'answer' | undefined;
  /** ff-bcd: what the decimals field counts from. */
  readonly dpBase?: 0 | 1 | undefined;
  /** Toledo codes `XXXX00`, `XXXXX0`: digits are the complete weight, or are to be multiplied by 100, 10. */
  readonly dpPolicy?: 'complete' | 'multiply' | undefined;
  /** modbus-rtu: how often it is asked. */
  readonly everyMs?: number | undefined;
  /** eq-number: the sign of equality stands before or behind the number. bilanciai-cb: which of its two strings. */
  readonly form?: 'lead' | 'trail' | 'plain' | 'extended' | undefined;
  /** modbus-rtu: the function that reads: 3 holding registers, 4 input registers. */
  readonly function?: 3 | 4 | undefined;
  /** modbus-rtu: the status bit "data good"; where it is 0 there is no weight. This and the other bits: −1 for none. */
  readonly goodBit?: number | undefined;
  /** Toledo: a line feed stands between CR and the checksum, and the sum takes it in. */
  readonly lf?: boolean | undefined;
  /** yaohua-bigscreen: the ninth bit of each byte of a capture; a capture's fact, not an indicator's. */
  readonly marks?: readonly number[] | undefined;
  /** A 7E1 or 7O1 stream opened as 8N1: the top bit is parity and is masked away. Better: open with the right parity. */
  readonly mask7?: boolean | undefined;
  /** modbus-rtu: the status bits for moving, net weight and over the range. */
  readonly motionBit?: number | undefined;
  readonly netBit?: number | undefined;
  readonly overBit?: number | undefined;
  /** eq-number: the least or the most significant character comes first. */
  readonly order?: 'rev' | 'fwd' | undefined;
  /** modbus-rtu: the first register of the weight. */
  readonly register?: number | undefined;
  /** modbus-rtu: whether the maker's manual counts its registers from 0 or from 1 (40001 is 1). */
  readonly registerBase?: 0 | 1 | undefined;
  /** What one count of the stream is in display units. */
  readonly scale?: '1' | '0.1' | undefined;
  /** Toledo: the short form without tare. */
  readonly short?: boolean | undefined;
  /** modbus-rtu: the indicator's number. */
  readonly slave?: number | undefined;
  /** ff-bcd: the status bit that says stable. */
  readonly stableBit?: 4 | 6 | undefined;
  /** modbus-rtu: registers from the weight's first one to the status register; 0 where none is read. */
  readonly statusAt?: number | undefined;
  /** ricelake-iq: an STX begins each line. */
  readonly stx?: boolean | undefined;
  /** modbus-rtu: the number's form. */
  readonly type?: 'int16' | 'uint16' | 'int32' | 'float32' | undefined;
  /** modbus-rtu: the status bit for under the range. */
  readonly underBit?: number | undefined;
  /** modbus-rtu: the unit of the registers, which carry none; left out, the frame names none. */
  readonly unit?: 'kg' | 't' | undefined;
  /** ff-bcd: a sixth byte names the unit. */
  readonly unitByte?: boolean | undefined;
  /** eq-number: characters of a number, without the sign of equality. */
  readonly width?: 6 | 7 | 8 | undefined;
  /** modbus-rtu: which of two registers comes first. */
  readonly wordOrder?: 'high-first' | 'low-first' | undefined;
}

type Settings = { readonly [Key in keyof ProtocolOptions]-?: NonNullable<ProtocolOptions[Key]> };

/**
 * One setting of a protocol, as data: a settings form is drawn from it and the configuration is checked by it. A choice
 * has its default first; a whole number has limits and a default. What tells of a capture only (`direction`, `marks`) is
 * no setting.
 */
export type OptionField =
  | { [Key in keyof Settings]: { readonly key: Key; readonly values: readonly Settings[Key][] } }[keyof Settings]
  | {
      readonly key: { [Key in keyof Settings]: Settings[Key] extends number ? Key : never }[keyof Settings];
      readonly least: number;
      readonly most: number;
      readonly byDefault: number;
    };

/**
 * What stands at a place; `length` is in bytes. `skipped`: a piece of text that is no frame, and no part of it is one
 * either (the last eight characters of a longer number); it counts as bytes that belong to nothing.
 */
export type Found =
  | { readonly length: number; readonly frame: DecodedFrame }
  | { readonly length: number; readonly decoded: Decoded }
  | { readonly length: number; readonly skipped: true };

/**
 * Reads the frames of one protocol under given settings. Pure: never throws, keeps nothing, and what it answers other
 * than null stays the same however many bytes follow (so what is found never depends on how the stream was cut).
 */
export interface FrameReader {
  /** 256 flags by raw byte: 1 where a frame may begin. The splitter asks `read` only there. {@link startsWith} */
  readonly starts: Uint8Array;
  /** No frame is longer. `read` never answers null once it has this many bytes. */
  readonly longest: number;
  /**
   * Looks at bytes[at…end). null: so far it may be the beginning of a frame, more bytes are needed. 'no': no frame begins
   * here and none seemed to (a text line joined in the middle, a start character that is part of something else): costs a
   * byte, counts as skipped, no reject. A RejectReason: began like a frame and is none (costs one byte, is counted).
   */
  read(bytes: Uint8Array, at: number, end: number): Found | RejectReason | 'no' | null;
}

export interface ScaleProtocol {
  readonly id: string;
  /** `by-itself`: the indicator talks and we listen. `when-asked`: it answers only; then `poll` makes the question. */
  readonly talks: 'by-itself' | 'when-asked';
  /** Its characters have a ninth bit; the reader's stream is that of ninth-bit.ts. */
  readonly ninthBit?: true;
  /** The settings it knows. */
  readonly options: readonly OptionField[];
  reader(options: ProtocolOptions): FrameReader;
  /** The question for the weight, and how often; only where it talks `when-asked`. */
  poll?(options: ProtocolOptions): { readonly request: Uint8Array; readonly everyMs: number };
}

/** Flags for {@link FrameReader.starts}: the given codes, whatever the bits outside `mask` are. */
export function startsWith(codes: Iterable<number>, mask = 0xff): Uint8Array {
  const starts = new Uint8Array(256);
  const wanted = new Set(codes);
  for (let byte = 0; byte < 256; byte += 1) if (wanted.has(byte & mask)) starts[byte] = 1;
  return starts;
}
