/** The types of the part of jstat that is used here; the package ships none. */
declare module "jstat" {
  const jStat: {
    readonly normal: {
      cdf(x: number, mean: number, std: number): number;
      inv(p: number, mean: number, std: number): number;
    };
  };
  export = jStat;
}
