/** Thrown where a request is not one that the offline model knows; becomes an answer in the OpenAI error format. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';
  readonly status: 400 | 404 | 413 | 422;
  /** What in the request it is about: a parameter, schema, tool or fence. */
  readonly param: string | null;
  readonly code: string;

  constructor(status: 400 | 404 | 413 | 422, code: string, param: string | null, message: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.param = param;
  }
}

/** What the request holds is well-formed but unknown to the offline model, which never guesses. */
export function unprocessable(code: string, param: string, message: string): RefusedRequest {
  return new RefusedRequest(422, code, param, message);
}

/** The body of an error as OpenAI-compatible servers write it. */
export function errorBody(error: { message: string; param: string | null; code: string }, type: string): string {
  return JSON.stringify({ error: { message: error.message, type, param: error.param, code: error.code } });
}
