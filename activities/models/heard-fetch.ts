/** What a call learns of its answer's bytes, before anybody reads sense into them. */
export interface ByteListener {
  head(response: Response): void;
  bytes(count: number): void;
}

/** A `fetch` that tells of each piece that arrives: also of those that hold no event yet, or a mere sign of life between events. */
export function heardFetch(listener: ByteListener): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    listener.head(response);
    if (response.body === null) return response;
    const counted = new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        listener.bytes(piece.byteLength);
        controller.enqueue(piece);
      },
    });
    return new Response(response.body.pipeThrough(counted), response);
  };
}
