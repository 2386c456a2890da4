/** Mappings for cameras whose JSON is known; of others the configuration says where things stand. */
import type { PlateMapping } from './plate-mapping.ts';

/**
 * 臻识 (Vzenith) and what speaks like it: 芊熠 and ALPHADIGI among others. UTF-8, older ones GB2312. `confidence` 1–100,
 * `colorType` by table 3.3, `isoffline` 1 where the reading is sent again after the line was down, `_无_` where none was read;
 * `direction` (1 left … 4 down, in the picture) says nothing of the scale. Source: 臻识 HTTP 推送 protocol, 2.1.1, 2.1.2, 3.3;
 * 芊熠 车牌识别一体机数据传输协议 (the same fields and codes, 6 yellow-green). Only the push itself: its heartbeat is a form that
 * carries the camera's password, and is to be switched off.
 */
const ALARM_INFO_PLATE: PlateMapping = {
  plate: 'AlarmInfoPlate.result.PlateResult.license',
  none: ['_无_', '无', '无牌车'],
  confidence: { path: 'AlarmInfoPlate.result.PlateResult.confidence', most: 100 },
  color: {
    path: 'AlarmInfoPlate.result.PlateResult.colorType',
    codes: { 1: 'blue', 2: 'yellow', 3: 'white', 4: 'black', 5: 'green', 6: 'yellow-green' },
  },
  time: { path: 'AlarmInfoPlate.result.PlateResult.timeStamp.Timeval.sec', form: 'unix-seconds' },
  serial: 'AlarmInfoPlate.serialno',
  late: { path: 'AlarmInfoPlate.result.PlateResult.isoffline', value: '1' },
  answer: 'alarm-info-plate',
};

/**
 * Dahua ITSAPI V1.19, `/NotificationInfo/TollgateInfo`; its signs of life (`/NotificationInfo/KeepAlive`) have `Active`. The
 * camera's colours are English words. Source: servers in use with such cameras, and the fields as Intelbras documents them.
 * Its digest comes without realm and nonce and cannot be checked: use a secret in the query.
 */
const DAHUA_ITSAPI: PlateMapping = {
  plate: 'Picture.Plate.PlateNumber',
  none: ['', 'unknown', 'Unknown', '无牌车', '无牌'],
  confidence: { path: 'Picture.Plate.Confidence', most: 100 },
  color: {
    path: 'Picture.Plate.PlateColor',
    codes: {
      Blue: 'blue',
      Yellow: 'yellow',
      White: 'white',
      Black: 'black',
      Green: 'green',
      YellowGreen: 'yellow-green',
      ShadowGreen: 'green',
    },
  },
  time: { path: 'Picture.SnapInfo.AccurateTime', form: 'local-text' },
  serial: 'Picture.SnapInfo.DeviceID',
  alive: 'Active',
  answer: 'dahua-itsapi',
};

const READY = { 'alarm-info-plate': ALARM_INFO_PLATE, 'dahua-itsapi': DAHUA_ITSAPI } as const;

export type ReadyMapping = keyof typeof READY;
export const READY_MAPPINGS = Object.keys(READY) as [ReadyMapping, ...ReadyMapping[]];

export const readyMapping = (name: ReadyMapping): PlateMapping => READY[name];
