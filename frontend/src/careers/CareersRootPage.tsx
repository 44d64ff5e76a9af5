import type { PageProps } from '../core/feature.ts';
import { BinPage } from './BinPage.tsx';
import { CareerPage } from './CareerPage.tsx';
import { CareersPage } from './CareersPage.tsx';
import './careers.css';

export default function CareersRootPage({ params }: PageProps) {
  if (params.id === 'bin') return <BinPage />;
  return params.id ? <CareerPage id={params.id} /> : <CareersPage />;
}
