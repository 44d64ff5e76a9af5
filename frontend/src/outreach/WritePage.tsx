import { Skeleton } from '../core/ui/surfaces.tsx';

export default function WritePage() {
  return <Skeleton page lines={8} label="Loading the letter" />;
}
