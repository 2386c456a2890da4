/**
 * Space held back in the data folder (`reserve.bin`), so that a full disk still lets the station finish what it began:
 * on a full disk not even a DELETE goes through.
 */
export declare class DiskReserve {
  constructor(dataDir: string, bytes?: number);
  /** True while the reserve lies on disk in full. */
  get held(): boolean;
  /** Makes the reserve when it is missing and there is plenty of room. Call at start and now and then. */
  ensure(): Promise<boolean>;
  /** Gives the space back at once; what is being finished may use it. */
  release(): void;
}
