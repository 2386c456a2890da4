/** Whether a text that was kept is this word, in whichever language the screen was when it was written. */
import { en } from './en.ts';
import { zhCn, type WordKey } from './zh-cn.ts';

export const writtenAs = (text: string | undefined, word: WordKey): boolean => text === zhCn[word] || text === en[word];
