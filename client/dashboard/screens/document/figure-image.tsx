import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { instance } from '../../app/instance.ts';

/** Types that a browser draws without running anything in them. */
const DRAWN = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif']);

/** A figure of a draft; where its image cannot be drawn, its words. */
export function FigureImage({ sha256, alt, caption }: { sha256: string; alt: string; caption: string }) {
  const { data: blob } = useQuery({
    queryKey: ['artifact', sha256, 'blob'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => (await instance.artifact(sha256)).blob(),
  });
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (blob === undefined || !DRAWN.has(blob.type)) return;
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return (
    <figure>
      {address === undefined ? <p className="muted">{alt}</p> : <img src={address} alt={alt} />}
      <figcaption>{caption}</figcaption>
    </figure>
  );
}
