/** The thread of the store, on its way while the rest of the station is loaded: import this before anything else. */
import { StoreThread } from './store-thread.ts';

export const firstThread = StoreThread.start();
