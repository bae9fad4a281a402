-- Decimal text to decimal text.  A number is rounded as it is written in the
-- ledger, digit by digit, never as a binary fraction: 0.285 is twenty-nine
-- per cent, half goes away from zero, and 0.285 * 100 = 28.499999999999996 is
-- never formed.

local decimal = {}

local MINUS = "\u{2212}"

-- "-1.25e-3" -> true, "125", -5: sign, digits, and the power of ten of the
-- last digit; nil when the text is no decimal number.
local function parse(text)
	local sign, mantissa, exponent =
		text:match("^(-?)([%d.]+)[eE]([-+]?%d+)$")
	if not sign then
		sign, mantissa = text:match("^(-?)([%d.]+)$")
		exponent = "0"
	end
	if not sign then
		return nil
	end
	local whole, fraction = mantissa:match("^(%d*)%.?(%d*)$")
	if not whole or whole .. fraction == "" then
		return nil
	end
	return sign == "-", whole .. fraction, tonumber(exponent) - #fraction
end

-- The digits plus one, where they are all that is kept of a number.
local function increment(digits)
	local head, nines = digits:match("^(.-)(9*)$")
	if head == "" then
		return "1" .. nines:gsub("9", "0")
	end
	local last = tonumber(head:sub(-1)) + 1
	return head:sub(1, -2) .. last .. nines:gsub("9", "0")
end

-- TEXT with PLACES digits after the point, multiplied by 10^SHIFT.
function decimal.fixed(text, places, shift)
	local negative, digits, power = parse(text)
	if digits == nil then
		return nil
	end
	power = power + (shift or 0)
	local cut = -places - power		-- digits to be dropped
	if cut > #digits then
		digits = "0"
	elseif cut > 0 then
		local kept = digits:sub(1, #digits - cut)
		local first = #digits - cut + 1
		local up = digits:sub(first, first) >= "5"
		digits = up and increment(kept) or kept
	else
		digits = digits .. ("0"):rep(-cut)
	end
	digits = digits:gsub("^0+", "")
	digits = ("0"):rep(places + 1 - #digits) .. digits
	local shown = digits:sub(1, #digits - places)
	if places > 0 then
		shown = shown .. "." .. digits:sub(#digits - places + 1)
	end
	return (negative and shown:find("[1-9]")) and MINUS .. shown or shown
end

function decimal.is_number(text)
	return parse(text) ~= nil
end

function decimal.is_integer(text)
	return text:find("^-?%d+$") ~= nil
end

-- How many digits stand behind the point in a printed number.
function decimal.places(text)
	local fraction = text:match("^-?%d*%.(%d+)$")
	return fraction and #fraction or 0
end

-- A P value as journals print it: two decimals from 0.01 up, three from
-- 0.001, and bounds beyond; one below 0.05 never reads 0.05.  The figures'
-- P values follow the same rule: src/plot-data/annotation.c.
function decimal.p_value(text)
	local value = tonumber(text)
	if not value or not decimal.is_number(text) or
			value < 0 or value > 1 then
		return nil
	elseif value < 0.001 then
		return "<0.001"
	end
	local places = value < 0.01 and 3 or 2
	local shown = decimal.fixed(text, places)
	while value < 0.05 and shown:find("^0.05") do
		places = places + 1
		shown = decimal.fixed(text, places)
	end
	return shown == "1.00" and ">0.99" or shown
end

return decimal
