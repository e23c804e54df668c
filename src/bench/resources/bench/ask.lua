-- Asks about one pupil after the other, in no order. Arguments: the token, how many pupils there are, and rest or soap.
local rest = { type = "application/json", body = '{"personal_id":"%012d"}' }
local soap = {
  type = "text/xml; charset=utf-8",
  body = '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>'
    .. '<ask xmlns="https://lienthong.vn/services/pupil-status/v1"><personal_id>%012d</personal_id></ask></e:Body></e:Envelope>',
}

function init(arguments)
  token, pupils = arguments[1], tonumber(arguments[2])
  how = arguments[3] == "soap" and soap or rest
  math.randomseed(tonumber(tostring({}):sub(8), 16) % 2147483647)
end

function request()
  return wrk.format("POST", nil,
    { ["Content-Type"] = how.type, ["Authorization"] = "Bearer " .. token },
    string.format(how.body, math.random(1, pupils)))
end
