#!powershell

# GNU General Public License v3.0+ (see LICENSE)

#AnsibleRequires -CSharpUtil Ansible.Basic

$ErrorActionPreference = 'Stop'

$spec = @{
    options = @{
        path = @{ type = 'str'; required = $true }
        size_mib = @{ type = 'int' }
        soft = @{ type = 'bool'; default = $false }
        disabled = @{ type = 'bool'; default = $false }
        warn_percent = @{ type = 'int' }
        limited = @{ type = 'bool'; default = $true }
        there = @{ type = 'bool'; required = $true }
    }
    required_if = @(, @('limited', $true, @('size_mib')))
    supports_check_mode = $true
}
$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)
$given = $module.Params
# Windows fills in what stands in brackets. It could name who wrote last, too: that may be a pupil.
$said = '[Quota Path] holds [Quota Used Percent]% of its limit, [Quota Limit MB] MB. (Event by ictops)'

if (-not $module.CheckMode) {
    if (-not $given.limited) {
        Remove-FsrmQuota -Path $given.path -Confirm:$false
    }
    else {
        $settings = @{
            Path = $given.path
            Size = [uint64]$given.size_mib * 1048576
            SoftLimit = $given.soft
            Disabled = $given.disabled
        }
        if ($null -ne $given.warn_percent) {
            # Setting thresholds replaces them all: those of others are given back as they were read.
            $kept = @()
            if ($given.there) {
                $kept = @((Get-FsrmQuota -Path $given.path).Threshold | Where-Object {
                        $_ -and -not @($_.Action | Where-Object { $_.Body -like '*ictops*' }).Count
                    })
            }
            if ($given.warn_percent -gt 0 -and @($kept | ForEach-Object { $_.Percentage }) -notcontains $given.warn_percent) {
                $written = New-FsrmAction -Type Event -EventType Warning -Body $said -RunLimitInterval 60
                $kept += New-FsrmQuotaThreshold -Percentage $given.warn_percent -Action $written
            }
            $settings.Threshold = $kept
        }
        if ($given.there) {
            Set-FsrmQuota @settings
        }
        else {
            $null = New-FsrmQuota @settings
        }
    }
}
$module.Result.changed = $true
$module.ExitJson()
