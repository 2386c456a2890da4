/** What smart cameras post, field by field as their makers' protocols have it, pictures left out unless a size is asked for. */

/** A camera's clock shows the one civil time of China, whatever the computer is set to. */
const BEIJING_MS = 8 * 3_600_000;

export interface SeenPlate {
  readonly plate: string;
  /** By the camera's own code: 2, 'Yellow'. */
  readonly color?: number | string;
  /** 0–100. */
  readonly confidence?: number;
  readonly serial?: string;
  /** Sent again after the line was down. */
  readonly late?: boolean;
  /** Bytes of the picture, before Base64. */
  readonly pictureBytes?: number;
  readonly atMs?: number;
}

/** 臻识 HTTP 推送 protocol, 2.1.1. */
export function alarmInfoPlate({
  atMs = Date.now(),
  color = 2,
  confidence = 96,
  late = false,
  ...seen
}: SeenPlate): object {
  const { pictureBytes = 0, plate, serial = 'fe71e106-57263272' } = seen;
  const at = new Date(atMs + BEIJING_MS);
  const rect = { bottom: 674, left: 1002, right: 1263, top: 565 };
  return {
    AlarmInfoPlate: {
      channel: 0,
      deviceName: '磅房前',
      ipaddr: '192.168.55.131',
      result: {
        PlateResult: {
          bright: 0,
          carBright: 0,
          carColor: 255,
          colorType: color,
          colorValue: 0,
          confidence,
          direction: 4,
          imageFile: Buffer.alloc(pictureBytes, 0xd8).toString('base64'),
          imageFileLen: pictureBytes,
          gioouts: [{ ctrltype: 0, ionum: 0 }],
          is_fake_plate: 0,
          isoffline: late ? 1 : 0,
          license: plate,
          location: { RECT: rect },
          plateid: 21_085,
          timeStamp: {
            Timeval: {
              decday: at.getUTCDate(),
              dechour: at.getUTCHours(),
              decmin: at.getUTCMinutes(),
              decmon: at.getUTCMonth() + 1,
              decsec: at.getUTCSeconds(),
              decyear: at.getUTCFullYear(),
              sec: Math.floor(atMs / 1000),
              usec: 687_772,
            },
          },
          timeUsed: 0,
          triggerType: 8,
          type: 3,
        },
      },
      serialno: serial,
    },
  };
}

/** Dahua ITSAPI V1.19, /NotificationInfo/TollgateInfo. */
export function tollgateInfo({
  atMs = Date.now(),
  color = 'Yellow',
  confidence = 90,
  plate,
  serial = 'camera_01',
}: SeenPlate): object {
  const at = new Date(atMs + BEIJING_MS);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}.${String(at.getUTCMilliseconds()).padStart(3, '0')}`;
  return {
    Picture: {
      NormalPic: { Content: '/9j/', PicName: 'normal.jpg' },
      Plate: {
        BoundingBox: [1, 2, 3, 4],
        Channel: 0,
        Confidence: confidence,
        IsExist: true,
        PlateColor: color,
        PlateNumber: plate,
      },
      SnapInfo: { AccurateTime: `${day} ${time}`, DeviceID: serial, Direction: 'Obverse' },
      Vehicle: { VehicleColor: 'Black', VehicleType: 'HeavyTruck' },
    },
  };
}

/** Dahua ITSAPI, /NotificationInfo/KeepAlive. */
export const keepAlive = (): object => ({ Active: true, DeviceID: 'camera_01' });
