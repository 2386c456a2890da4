/**
 * From which confidence on a plate is taken without a question. Measured (native/plate-model/README.md): on pictures that
 * nothing was learnt from none of those accepted was wrong.
 */
export const ACCEPT_FROM = 0.9;
