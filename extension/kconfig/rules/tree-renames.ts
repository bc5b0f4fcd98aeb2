/**
 * Symbols of Linux that were given another name. Evidence: the symbol of the newer tree has the
 * prompt of the older tree's symbol, word for word, neither tree has both, and no other symbol has
 * that prompt (Kconfig files of 5.10, 6.1, 6.12 and 7.2, looked through by one another and then by
 * eye). Those that matter for dumps stand in renames.ts, with their exact version.
 */
interface Renames {
  /** The last kernel looked at that has the old names. */
  readonly in: string;
  /** The first one looked at that has the new names. */
  readonly notIn: string;
  readonly names: Readonly<Record<string, string>>;
}

const TABLE: readonly Renames[] = [
  {
    in: '5.10',
    notIn: '6.1',
    names: {
      TEST_OVERFLOW: 'OVERFLOW_KUNIT_TEST',
      TEST_STACKINIT: 'STACKINIT_KUNIT_TEST',
      TEST_KASAN_MODULE: 'KASAN_MODULE_TEST',
      KCSAN_TEST: 'KCSAN_KUNIT_TEST',
      STIH41X_DEBUG_ASC2: 'DEBUG_STIH41X_ASC2',
      STIH41X_DEBUG_SBC_ASC1: 'DEBUG_STIH41X_SBC_ASC1',
      X86_SYSFB: 'SYSFB_SIMPLEFB',
      X86_X32: 'X86_X32_ABI',
      JZ4780_EFUSE: 'NVMEM_JZ4780_EFUSE',
      MTK_EFUSE: 'NVMEM_MTK_EFUSE',
      QCOM_QFPROM: 'NVMEM_QCOM_QFPROM',
      ROCKCHIP_EFUSE: 'NVMEM_ROCKCHIP_EFUSE',
      ROCKCHIP_OTP: 'NVMEM_ROCKCHIP_OTP',
      UNIPHIER_EFUSE: 'NVMEM_UNIPHIER_EFUSE',
      MESON_EFUSE: 'NVMEM_MESON_EFUSE',
      MESON_MX_EFUSE: 'NVMEM_MESON_MX_EFUSE',
      RAVE_SP_EEPROM: 'NVMEM_RAVE_SP_EEPROM',
      SC27XX_EFUSE: 'NVMEM_SC27XX_EFUSE',
      SPRD_EFUSE: 'NVMEM_SPRD_EFUSE',
      MPTCP_KUNIT_TESTS: 'MPTCP_KUNIT_TEST',
      ARCH_SOCFPGA: 'ARCH_INTEL_SOCFPGA',
      KUNIT_DRIVER_PE_TEST: 'DRIVER_PE_KUNIT_TEST',
      ICST: 'CLK_ICST',
      I2C_NPCM7XX: 'I2C_NPCM',
      FSL_DPAA2_ETHSW: 'FSL_DPAA2_SWITCH',
      PCI_MT7621_PHY: 'PHY_MT7621_PCI',
      OCTEON_USB: 'USB_OCTEON_HCD',
      SPI_INTEL_SPI_PCI: 'SPI_INTEL_PCI',
      SPI_INTEL_SPI_PLATFORM: 'SPI_INTEL_PLATFORM',
      TEGRA_VDE: 'VIDEO_TEGRA_VDE',
      MOST_SOUND: 'MOST_SND',
    },
  },
  {
    in: '6.1',
    notIn: '6.12',
    names: {
      DEBUG_KMEMLEAK_TEST: 'SAMPLE_KMEMLEAK',
      TEST_SIPHASH: 'SIPHASH_KUNIT_TEST',
      SOC_SIFIVE: 'ARCH_SIFIVE',
      PAGE_TABLE_ISOLATION: 'MITIGATION_PAGE_TABLE_ISOLATION',
      RETPOLINE: 'MITIGATION_RETPOLINE',
      RETHUNK: 'MITIGATION_RETHUNK',
      CPU_UNRET_ENTRY: 'MITIGATION_UNRET_ENTRY',
      CPU_IBPB_ENTRY: 'MITIGATION_IBPB_ENTRY',
      CPU_IBRS_ENTRY: 'MITIGATION_IBRS_ENTRY',
      CPU_SRSO: 'MITIGATION_SRSO',
      SLS: 'MITIGATION_SLS',
      DRM_DP_AUX_CHARDEV: 'DRM_DISPLAY_DP_AUX_CHARDEV',
      DRM_DP_CEC: 'DRM_DISPLAY_DP_AUX_CEC',
      MLX5_EN_MACSEC: 'MLX5_MACSEC',
    },
  },
  {
    in: '6.12',
    notIn: '7.2',
    names: {
      TEST_MIN_HEAP: 'MIN_HEAP_KUNIT_TEST',
      TEST_BLACKHOLE_DEV: 'BLACKHOLE_DEV_KUNIT_TEST',
      INT_POW_TEST: 'INT_POW_KUNIT_TEST',
      STACKLEAK_RUNTIME_DISABLE: 'KSTACK_ERASE_RUNTIME_DISABLE',
      PWM_RCAR: 'PWM_RENESAS_RCAR',
      PWM_RZ_MTU3: 'PWM_RENESAS_RZ_MTU3',
      SPI_MICROCHIP_CORE: 'SPI_POLARFIRE_SOC',
      UNICODE_NORMALIZATION_SELFTEST: 'UNICODE_NORMALIZATION_KUNIT_TEST',
      PROTECTED_NVHE_STACKTRACE: 'PKVM_STACKTRACE',
      DRM_I2C_CH7006: 'DRM_NOUVEAU_CH7006',
      DRM_I2C_SIL164: 'DRM_NOUVEAU_SIL164',
      DRM_I2C_NXP_TDA9950: 'CEC_NXP_TDA9950',
      TINYDRM_ST7586: 'DRM_ST7586',
      TINYDRM_ST7735R: 'DRM_ST7735R',
    },
  },
];

const NEW_NAMES: ReadonlyMap<string, string> = new Map(
  TABLE.flatMap(({ names }) => Object.entries(names)),
);

/** What a symbol that a tree does not know may be named there; the tree has to know that name. */
export function newNameOf(old: string): string | undefined {
  return NEW_NAMES.get(old);
}
