/** What can be wrong with the simulated camera. */
export type CameraFault =
  | 'wrongPassword' // the camera's password is another
  | 'hang' // takes every request and never answers
  | 'halfJpeg' // half a picture as a whole answer
  | 'dropped' // half a picture, then the connection breaks
  | 'html' // 200 with a page instead of a picture
  | 'soapDropped' // half an answer to every call, then the connection breaks
  | 'soapHtml' // 200 with a page instead of SOAP
  | 'sameAgain' // the bytes of the picture before
  | 'black'
  | 'tooSmall'
  | 'stale' // a picture whose Date (and EXIF) is a minute old
  | 'busy' // 503 for pictures
  | 'redirect' // 302 to another host for pictures
  | 'foreignHost' // hands out picture and stream addresses on another host
  | 'media2Fails' // names Media2 and answers nothing there
  | 'eventsRefused' // answers every subscription with a fault
  | 'eventsForeignHost' // names subscriptions on another host
  | 'slowPull' // never answers a pull
  | 'diesInPull' // breaks the connection in the middle of the answer to a pull
  | 'refusesRenew' // answers every renewal with a fault, as some cameras do
  | 'refusesSettings' // answers every setting with a fault
  | 'diesOnSet' // the connection breaks at every setting
  | 'refuse' // the port is closed
  | { readonly slowMs: number }; // every picture that much later
