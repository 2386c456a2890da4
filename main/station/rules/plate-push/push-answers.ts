/**
 * What each kind of camera wants to hear when its push has arrived: else it sends the same again. A closed list, and no entry of
 * the configuration's: a smart camera has a relay for a barrier and closes it when its server says so, and this program opens none.
 */

/**
 * `alarm-info-plate`: `info` "ok" closes the relay, so it is "no" here; `content` "retransfer_stop" ends the sending. Neither
 * `serialData`, `ivs_ioctrl` nor `ContinuePushOffline` is said: they drive the camera's other outputs, or ask for readings of
 * trucks that have gone. Source: 臻识 HTTP 推送 protocol, 2.6.1 控制IO开闸 and 2.1.2 断线重传; ALPHADIGI "API via HTTP POST" 1.2–1.3
 * (a TCAM5130N-SP without this answer sends the same reading without end).
 * `dahua-itsapi`: `result` "true" ends the sending. Source: servers in use with Dahua ITSAPI V1.19 cameras.
 */
const ANSWERS = {
  'alarm-info-plate': { Response_AlarmInfoPlate: { info: 'no', content: 'retransfer_stop', is_pay: 'false' } },
  'dahua-itsapi': { result: 'true' },
  plain: {},
} as const;

export type AnswerForm = keyof typeof ANSWERS;
export const ANSWER_FORMS = Object.keys(ANSWERS) as [AnswerForm, ...AnswerForm[]];

export const pushAnswer = (form: AnswerForm): string => JSON.stringify(ANSWERS[form]);
