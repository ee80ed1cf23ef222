/** Spanish facts by topic and lean: clauses that can open a sentence or follow "mientras que". */
import type { Lean } from "./topic.ts";

/** Facts by topic id, the same ids as the English topics. */
export const FACTS_ES: Readonly<Record<string, Record<Lean, readonly string[]>>> = {
  flows: {
    down: [
      "los fondos cotizados de bitcoin sufrieron reembolsos por {120..940} millones de dólares en una sesión",
      "los inversores retiraron dinero de los fondos por {ordinal} sesión consecutiva, sobre todo de {fund}",
    ],
    up: [
      "los fondos cotizados de bitcoin captaron {150..880} millones de dólares en una sesión",
      "entró dinero nuevo en los fondos por {ordinal} sesión consecutiva, con {fund} a la cabeza",
    ],
  },
  liquidations: {
    down: [
      "se liquidaron posiciones largas por {210..980} millones de dólares en apenas {3..12} horas",
      "las llamadas de margen cerraron a la fuerza más de {90..390} mil cuentas",
    ],
    up: [
      "los vendedores en corto perdieron {110..620} millones de dólares al cerrarse sus posiciones",
      "el apalancamiento cayó a su nivel más bajo en {4..14} semanas y dejó el mercado más limpio",
    ],
  },
  whales: {
    down: [
      "una cartera inactiva durante {5..12} años envió {800..990} bitcoins a {exchange}",
      "los grandes tenedores redujeron sus saldos un {1.2..4.6} % en una semana",
    ],
    up: [
      "las grandes carteras sumaron {11..48} mil bitcoins en {5..15} días",
      "un comprador anónimo retiró {600..980} bitcoins de {exchange} para guardarlos fuera de línea",
    ],
  },
  chain: {
    down: [
      "{desk} calcula que el {17..39} % de la oferta en circulación está en pérdidas",
      "las direcciones activas de la red bajaron un {6..19} % en una semana",
    ],
    up: [
      "{desk} calcula que el {71..89} % de la oferta no se ha movido en medio año",
      "las direcciones activas de la red crecieron un {5..17} % en una semana",
    ],
  },
  derivatives: {
    down: [
      "los futuros cotizan con un descuento del {0.3..1.9} % frente al contado",
      "las opciones de venta se encarecieron y el interés abierto perdió {1.2..4.9} mil millones de dólares",
    ],
    up: [
      "la prima anual de los futuros se recuperó hasta el {7..14} % en {exchange}",
      "las opciones de compra superaron a las de venta por {2.1..3.8} a uno",
    ],
  },
  security: {
    down: [
      "{exchange} suspendió los retiros tras un robo de {35..480} millones de dólares",
      "un fallo en un puente entre cadenas costó {12..95} millones de dólares a los depositantes",
    ],
    up: [
      "{exchange} devolvió el dinero a todos sus clientes {4..20} días después del robo",
      "se recuperó el {72..96} % de las monedas robadas en un puente entre cadenas",
    ],
  },
  mining: {
    down: [
      "los mineros enviaron {2..7} mil bitcoins al mercado para pagar la electricidad",
      "los ingresos de los mineros cayeron un {5..18} % y rozan el punto de equilibrio",
    ],
    up: [
      "la potencia de cálculo de la red marcó un máximo tras subir un {3..11} % en un mes",
      "los mineros conservaron el {61..88} % de las monedas nuevas",
    ],
  },
  stablecoins: {
    down: [
      "salieron {2..4} mil millones de dólares de las monedas estables en una semana",
      "una moneda ligada al dólar bajó hasta {96..98} centavos antes de que interviniera su emisor",
    ],
    up: [
      "se emitieron {2..4} mil millones de dólares en monedas estables en una semana",
      "los saldos de monedas estables en {exchange} aumentaron un {6..21} %",
    ],
  },
  altcoins: {
    down: [
      "el ether cayó más que el bitcoin y {31..46} de las cincuenta mayores monedas perdieron más del {5..9} %",
      "está a punto de desbloquearse un lote de monedas menores por {110..680} millones de dólares",
    ],
    up: [
      "el ether avanzó más que el bitcoin y {29..44} de las cincuenta mayores monedas lo acompañaron",
      "una mejora de la red abarató las comisiones un {22..61} %",
    ],
  },
  lending: {
    down: [
      "un protocolo de préstamos cerró {45..290} millones de dólares en créditos sin garantía suficiente",
      "los tipos de los préstamos en criptomonedas saltaron al {14..32} % por la retirada de depósitos",
    ],
    up: [
      "{fund} abrió una línea de crédito con garantía en bitcoin al {4.5..7.5} %",
      "la morosidad de los préstamos con garantía en monedas bajó al {0.3..0.9} %",
    ],
  },
  regulation: {
    down: [
      "un regulador abrió un expediente a {exchange} por {4..17} monedas sin registrar",
      "los legisladores de {place} aparcaron la ley de criptoactivos por {6..19} votos",
    ],
    up: [
      "un regulador archivó su caso contra {exchange} tras {14..38} meses",
      "{3..9} bancos de {place} obtuvieron permiso para custodiar monedas",
    ],
  },
  macro: {
    down: [
      "los precios al consumo subieron un {0.4..0.8} % en un mes y alejan la bajada de tipos hasta {season}",
      "los nuevos aranceles hundieron las tecnológicas un {1.3..3.6} % y arrastraron a las criptomonedas",
    ],
    up: [
      "la inflación se moderó al {2.1..2.6} % y reavivó la apuesta por una bajada de tipos",
      "la pausa en los aranceles impulsó las tecnológicas un {1.1..3.2} %",
    ],
  },
  treasuries: {
    down: [
      "una empresa cotizada vendió {300..980} bitcoins para devolver un bono convertible",
      "{fund} rebajó el valor de sus criptoactivos en {45..310} millones de dólares",
    ],
    up: [
      "{12..37} empresas cotizadas declararon nuevas compras de bitcoin en el trimestre",
      "una firma de programas informáticos de {place} puso en bitcoin el {2..9} % de su caja",
    ],
  },
  adoption: {
    down: [
      "{exchange} despidió al {11..28} % de su plantilla por la falta de clientes minoristas",
      "las descargas de carteras digitales cayeron un {18..42} % en un mes",
    ],
    up: [
      "{exchange} sumó {210..790} mil clientes nuevos en un mes",
      "un banco de {place} dejará que {2..9} millones de clientes compren bitcoin desde su aplicación",
    ],
  },
};
