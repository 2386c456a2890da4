/**
 * The only door to onnxruntime-node: one network, run on one processor core without spinning, so that weights never wait for it.
 * Its run holds the calling thread: this file belongs on a thread of its own.
 */

export interface ModelOutput {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

export interface OnnxModel {
  /** One input, all outputs by name. */
  run(input: Float32Array, dims: readonly number[]): Promise<ReadonlyMap<string, ModelOutput>>;
  close(): Promise<void>;
}

/** @throws Error when the bytes are no network that this run time knows */
export async function openOnnxModel(bytes: Uint8Array): Promise<OnnxModel> {
  // Only now: where its binding does not load there are no plates, and displays are read all the same.
  const { InferenceSession, Tensor } = await import('onnxruntime-node');
  const session = await InferenceSession.create(bytes, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
  });
  const [name] = session.inputNames;
  if (name === undefined) throw new Error('the network takes no input');
  return {
    async run(input, dims) {
      const results = await session.run({ [name]: new Tensor('float32', input, dims) });
      const outputs = new Map<string, ModelOutput>();
      for (const [key, value] of Object.entries(results)) {
        if (!(value.data instanceof Float32Array)) throw new Error(`${key} is no list of numbers`);
        outputs.set(key, { data: value.data, dims: value.dims });
      }
      return outputs;
    },
    close: () => session.release(),
  };
}
