import type { Clock, Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Statement, Writer } from './statement.ts';

export type { SqlParams, SqlValue, Statement, Writer } from './statement.ts';

/** Something the start is busy with, for `starting {step, done, of}`. */
export interface StartStep {
  readonly step: 'check' | 'migrate';
  readonly done: number;
  readonly of: number;
}

export interface OpenOptions {
  readonly dataDir: string;
  /** Fixed when the folder is made (architecture.md §5). */
  readonly simulated: boolean;
  readonly clock: Clock;
  readonly newId: () => Uuid;
  readonly nativeBinding?: string;
  readonly onStep?: (step: StartStep) => void;
}

/** The station's one database, `station.sqlite` in the data folder, with the folder locked for this process. */
export declare class StationDatabase implements Writer {
  /** Made once with the folder. */
  readonly stationId: Uuid;
  readonly simulated: boolean;
  /**
   * Quick after {@link prepareFolder}; migrates by itself (blocking) when that was not called.
   * @throws CodedError station.folder-in-use | -unreadable | -simulated | -from-future | -damaged, station.migration-failed,
   *   station.binding-missing, store.disk-full
   */
  static open(options: OpenOptions): StationDatabase;
  get inTransaction(): boolean;
  prepare<Row = unknown>(sql: string): Statement<Row>;
  immediate<T>(fn: () => T): T;
  close(): void;
}
